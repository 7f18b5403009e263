"""Impact pages: dated, frozen snapshots of figures that leave, as plain HTML that opens at once and can be cited."""

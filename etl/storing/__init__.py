"""From files as read to rows in the database: worker processes, packing, versions, the one writer."""

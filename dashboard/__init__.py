"""How figures are shown, taken away and explained."""

"""Links to pages for people without an account, and pages inside the pages of others."""

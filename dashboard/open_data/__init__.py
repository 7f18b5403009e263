"""Open data: the published figures of territories and of the network, for programs, at /open/v1/."""

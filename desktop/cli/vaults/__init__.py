"""Commands about vaults: their copies, and the ways into them."""

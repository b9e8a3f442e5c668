"""How versions of two vaults become one."""

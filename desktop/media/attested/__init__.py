"""What somebody attests of a file, in the file: content credentials (C2PA 2.1) and bundles of
ProofMode, by readers of our own.

They look up nothing: no remote manifest, no status of a certificate (decision 0060). In the child
process only.
"""

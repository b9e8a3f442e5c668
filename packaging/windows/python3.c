/* python3.dll: the stable interface. Its definition file sends every name on to python3XX.dll. */
int DllMain(void *instance, unsigned long reason, void *reserved)
{
    (void)instance, (void)reason, (void)reserved;
    return 1;
}

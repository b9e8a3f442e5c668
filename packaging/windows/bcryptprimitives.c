/* bcryptprimitives.dll, which Wine 8 lacks: random bytes, from the system's own source.
 *
 * For tests under Wine alone, never to be shipped: beside a program on a real Windows it could
 * be loaded in place of the system's.
 */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size)
{
    const ULONG most = 0x10000000;
    while (size != 0) {
        ULONG piece = size > most ? most : (ULONG)size;
        if (!SystemFunction036(buffer, piece))
            return FALSE;
        buffer += piece;
        size -= piece;
    }
    return TRUE;
}

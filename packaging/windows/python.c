/* python.exe: the wheel that brings python3XX.dll brings no program that calls it. */
#include <stdio.h>
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

int wmain(int count, wchar_t **words)
{
    HMODULE python = LoadLibraryW(PYTHON_DLL);
    if (python == NULL) {
        fprintf(stderr, "the Python DLL does not load: error %lu\n", GetLastError());
        return 9;
    }
    return ((py_main)(void *)GetProcAddress(python, "Py_Main"))(count, words);
}

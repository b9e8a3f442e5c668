/* NAME.exe runs the program NAME of the system that Wine runs on.
 *
 * Tests check with foreign programs (age, ssh-keygen, tar …) that what is written on Windows
 * opens elsewhere. Wine starts such a program, but neither waits for it nor lends it a pipe:
 * so a shell runs it with files for its streams and leaves its exit code in another file.
 */
#include <stdio.h>
#include <windows.h>

#define ROOM 32768

typedef char *CDECL (*to_unix)(const wchar_t *);

static wchar_t folder[MAX_PATH];

static const wchar_t script[] =
    L"bash -c \"cd \\\"$1\\\" && mapfile -d '' -t line <line && cd \\\"$2\\\""
    L" && \\\"${line[@]}\\\" <\\\"$1/in\\\" >\\\"$1/out\\\" 2>\\\"$1/err\\\";"
    L" echo $? >\\\"$1/new\\\"; mv \\\"$1/new\\\" \\\"$1/code\\\"\"";

static FILE *stream(const wchar_t *name, const wchar_t *mode)
{
    wchar_t path[MAX_PATH];
    swprintf(path, MAX_PATH, L"%ls\\%ls", folder, name);
    return _wfopen(path, mode);
}

static void copy(HANDLE from, HANDLE to)
{
    char piece[65536];
    DWORD read, written;
    while (ReadFile(from, piece, sizeof piece, &read, NULL) && read != 0)
        WriteFile(to, piece, read, &written, NULL);
}

static HANDLE handle_of(const wchar_t *name, DWORD access, DWORD how)
{
    wchar_t path[MAX_PATH];
    swprintf(path, MAX_PATH, L"%ls\\%ls", folder, name);
    return CreateFileW(path, access, FILE_SHARE_READ, NULL, how, 0, NULL);
}

static void give_back(const wchar_t *name, DWORD where)
{
    HANDLE from = handle_of(name, GENERIC_READ, OPEN_EXISTING);
    copy(from, GetStdHandle(where));
    CloseHandle(from);
}

/* One word of the command line: a path of Windows as this system's, all else as it is. */
static void write_word(FILE *line, const wchar_t *word, to_unix unix_name)
{
    char text[ROOM];
    if (word[0] != 0 && word[1] == L':' && (word[2] == L'\\' || word[2] == L'/'))
        fputs(unix_name(word), line);
    else if (WideCharToMultiByte(CP_UTF8, 0, word, -1, text, ROOM, NULL, NULL) > 0)
        fputs(text, line);
    fputc(0, line);
}

static void write_line(int count, wchar_t **words, to_unix unix_name)
{
    wchar_t self[MAX_PATH];
    FILE *line = stream(L"line", L"wb");
    GetModuleFileNameW(NULL, self, MAX_PATH);
    wchar_t *name = wcsrchr(self, L'\\') + 1;
    *wcsrchr(name, L'.') = 0;
    write_word(line, name, unix_name);
    for (int number = 1; number < count; number++)
        write_word(line, words[number], unix_name);
    fclose(line);
}

static int start(to_unix unix_name)
{
    static wchar_t command[ROOM];
    wchar_t here[MAX_PATH];
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    GetCurrentDirectoryW(MAX_PATH, here);
    swprintf(command, ROOM, L"%ls bash \"%hs\" \"%hs\"", script, unix_name(folder), unix_name(here));
    return CreateProcessW(L"Z:\\bin\\bash", command, NULL, NULL, FALSE, 0, NULL, NULL, &startup,
                          &process);
}

static int wait_for_code(void)
{
    FILE *file;
    int code = 9;
    while ((file = stream(L"code", L"rb")) == NULL)
        Sleep(5);
    if (fscanf(file, "%d", &code) != 1)
        fputs("no exit code was left\n", stderr);
    fclose(file);
    return code;
}

static void clear(void)
{
    const wchar_t *names[] = {L"in", L"out", L"err", L"line", L"code"};
    wchar_t path[MAX_PATH];
    for (int number = 0; number < 5; number++) {
        swprintf(path, MAX_PATH, L"%ls\\%ls", folder, names[number]);
        DeleteFileW(path);
    }
    RemoveDirectoryW(folder);
}

int wmain(int count, wchar_t **words)
{
    wchar_t temporary[MAX_PATH];
    HMODULE kernel = GetModuleHandleW(L"kernel32");
    to_unix unix_name = (to_unix)(void *)GetProcAddress(kernel, "wine_get_unix_file_name");
    if (unix_name == NULL) {
        fputs("this runs under Wine alone\n", stderr);
        return 9;
    }
    GetTempPathW(MAX_PATH, temporary);
    swprintf(folder, MAX_PATH, L"%lshosttool-%lu", temporary, GetCurrentProcessId());
    CreateDirectoryW(folder, NULL);
    HANDLE in = handle_of(L"in", GENERIC_WRITE, CREATE_ALWAYS);
    copy(GetStdHandle(STD_INPUT_HANDLE), in);
    CloseHandle(in);
    write_line(count, words, unix_name);
    if (!start(unix_name)) {
        fprintf(stderr, "bash does not start: error %lu\n", GetLastError());
        return 9;
    }
    int code = wait_for_code();
    give_back(L"out", STD_OUTPUT_HANDLE);
    give_back(L"err", STD_ERROR_HANDLE);
    clear();
    return code;
}

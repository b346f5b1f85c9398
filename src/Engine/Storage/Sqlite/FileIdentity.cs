using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OlUpgrade.Storage.Sqlite;

/// <summary>
/// The file that a path leads to, by device and inode. When the file is replaced, the path has another identity, and a
/// process that has the old file open still writes into that.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(uint Major, uint Minor, ulong Inode)
{
    private const int RelativeToHere = -100;
    private const uint AskInode = 0x100;
    private const int AnswerLength = 256;

    /// <summary>
    /// The file's identity; null if there is no such file. On systems other than Linux all files have the same one.
    /// </summary>
    public static FileIdentity? Of(string file)
    {
        if (!OperatingSystem.IsLinux())
            return File.Exists(file) ? default(FileIdentity) : null;
        // The layout of statx is the same on every processor; that of stat is not.
        var answer = new byte[AnswerLength];
        return statx(RelativeToHere, file, 0, AskInode, answer) == 0
            ? new FileIdentity(
                NumberAt(answer, 136),
                NumberAt(answer, 140),
                BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(32))
            )
            : null;
    }

    private static uint NumberAt(byte[] answer, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(offset));

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint mask,
        [Out] byte[] answer
    );
}

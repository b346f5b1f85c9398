using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OlUpgrade.Hosting.Configuration;

/// <summary>What the kernel says of a file or folder: its kind, its mode and its owner's user ID.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(uint Kind, UnixFileMode Mode, uint Owner)
{
    /// <summary>The kind of a Unix socket.</summary>
    public const uint Socket = 0xC000;

    /// <summary>The kind of a regular file.</summary>
    public const uint File = 0x8000;

    private const int RelativeToHere = -100;
    private const int NotThroughLink = 0x100;
    private const uint AskBasics = 0x7FF;
    private const int AnswerLength = 256;
    private const uint KindBits = 0xF000;

    /// <summary>The user ID with which this process acts.</summary>
    public static uint OwnUser => OperatingSystem.IsLinux() ? geteuid() : 0;

    /// <summary>The status; null if there is no such file, or the system is not Linux.</summary>
    /// <param name="followsLink">False for the status of a symbolic link itself.</param>
    public static FileStatus? Of(string path, bool followsLink = true)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        // The layout of statx is the same on every processor; that of stat is not.
        var answer = new byte[AnswerLength];
        if (statx(RelativeToHere, path, followsLink ? 0 : NotThroughLink, AskBasics, answer) != 0)
            return null;
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(28));
        return new FileStatus(
            mode & KindBits,
            (UnixFileMode)(mode & ~KindBits),
            BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(20))
        );
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint mask,
        [Out] byte[] answer
    );

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}

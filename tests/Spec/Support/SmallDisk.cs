namespace OlUpgrade.Spec.Support;

/// <summary>A real, small disk: a tmpfs of the test's own, which can be filled to the last byte. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder)
    {
        _folder = folder;
    }

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounted over this folder; the test is skipped where that may not be done.</summary>
    public static SmallDisk Over(string folder, string size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a full disk is a small tmpfs here: run as root");
        Directory.CreateDirectory(folder);
        var isMounted = Tool.Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=0700", "tmpfs", folder) == 0;
        Assert.SkipUnless(isMounted, "a full disk is a small tmpfs here: allow mounting");
        return new SmallDisk(folder);
    }

    public void Fill()
    {
        using var filler = File.Create(Filler);
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full now.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose() => Tool.Run("umount", "--lazy", _folder);
}

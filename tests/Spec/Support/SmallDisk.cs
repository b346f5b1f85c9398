namespace OlUpgrade.Spec.Support;

/// <summary>A real but small disk: a tmpfs that can be filled to the last byte. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder)
    {
        _folder = folder;
    }

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounts the disk over this folder. Skips the test if mounting is not allowed.</summary>
    public static SmallDisk Over(string folder, string size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "this test fills a small tmpfs: run as root");
        Directory.CreateDirectory(folder);
        var isMounted = Tool.Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=0700", "tmpfs", folder) == 0;
        Assert.SkipUnless(isMounted, "this test fills a small tmpfs: allow mounting");
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
            // The disk is full.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose() => Tool.Run("umount", "--lazy", _folder);
}

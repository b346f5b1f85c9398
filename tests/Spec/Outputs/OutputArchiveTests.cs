using System.Formats.Tar;
using System.IO.Compression;
using OlUpgrade.Outputs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Outputs;

/// <summary>
/// What commands printed goes into the backup and comes back, whatever somebody put into the archive.
/// </summary>
public sealed class OutputArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Archive => OutputArchive.Of(_folder.File("saved.db"));

    private string Output => _folder.File("output");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_archived_comes_back_and_what_was_there_since_is_kept_aside()
    {
        Write("12/canary+ol-a+say_20it+1.log", "before");
        Assert.Null(OutputArchive.Write(OutputFolder.In(Output), Archive));
        Write("12/canary+ol-a+say_20it+1.log", "after");
        Write("13/canary+ol-a+say_20it+1.log", "another run");
        Assert.Null(OutputArchive.Unpack(Archive, Output));
        OutputArchive.Swap(Output, _folder.File("kept"));
        Assert.Equal("before", Read("output/12/canary+ol-a+say_20it+1.log"));
        Assert.False(Directory.Exists(_folder.File("output/13")));
        Assert.Equal("after", Read("kept/12/canary+ol-a+say_20it+1.log"));
        Assert.Equal("another run", Read("kept/13/canary+ol-a+say_20it+1.log"));
    }

    [Fact]
    public void An_archive_is_its_owners_alone_and_never_overwritten()
    {
        Write("1/a.log", "x");
        Assert.Null(OutputArchive.Write(OutputFolder.In(Output), Archive));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        Assert.Contains(
            "exists already",
            OutputArchive.Write(OutputFolder.In(Output), Archive),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("../outside.log")]
    [InlineData("/tmp/outside.log")]
    [InlineData("1/../../outside.log")]
    [InlineData("1/a/b.log")]
    [InlineData("1/a.txt")]
    [InlineData("1/.hidden.log")]
    public void A_name_that_is_no_output_is_refused_and_nothing_outside_is_written(string name)
    {
        WriteArchive(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([65]) });
        Assert.Contains("no output", OutputArchive.Unpack(Archive, Output), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("outside.log")));
        Assert.False(File.Exists("/tmp/outside.log"));
    }

    [Fact]
    public void A_link_and_a_damaged_archive_are_refused()
    {
        WriteArchive(new PaxTarEntry(TarEntryType.SymbolicLink, "1/a.log") { LinkName = "/etc/passwd" });
        Assert.Contains("no output", OutputArchive.Unpack(Archive, Output), StringComparison.Ordinal);
        Assert.False(Directory.Exists($"{Output}.restoring"));
        _folder.Write("saved.db.output.tar.gz", "not an archive");
        Assert.Contains("could not be unpacked", OutputArchive.Unpack(Archive, Output), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Output, name))!);
        File.WriteAllText(Path.Combine(Output, name), text);
    }

    private void WriteArchive(TarEntry entry)
    {
        using var zip = new GZipStream(File.Create(Archive), CompressionLevel.Fastest);
        using var tar = new TarWriter(zip);
        tar.WriteEntry(entry);
    }

    private string Read(string name) => File.ReadAllText(_folder.File(name));
}

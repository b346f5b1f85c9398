namespace OlUpgrade.Spec.House.Sources;

[Collection(HouseCollection.Name)]
public sealed class SizeTests(HouseFixture house)
{
    [Fact]
    public void Files_are_short() => Ratchet.Holds(nameof(FileLength), FileLength.Violations(house.Sources));

    [Fact]
    public void Lines_are_short() => Ratchet.Holds(nameof(LineLength), LineLength.Violations(house.Sources));

    [Fact]
    public void Methods_are_short() => Ratchet.Holds(nameof(MethodLength), MethodLength.Violations(house.Sources));

    [Fact]
    public void Constructors_take_few_parameters() =>
        Ratchet.Holds(nameof(ConstructorParameters), ConstructorParameters.Violations(house.Sources));

    [Fact]
    public void Folders_hold_few_files() => Ratchet.Holds(nameof(FolderSize), FolderSize.Violations(house.Sources));

    [Fact]
    public void A_file_of_301_lines_is_too_long()
    {
        Assert.Empty(FileLength.Violations([Source(Lines(300))]));
        Assert.Equal(
            "src/Example.cs: 301 lines; move an idea of its own out, 300 are allowed",
            Assert.Single(FileLength.Violations([Source(Lines(301))])).ToString()
        );
    }

    [Fact]
    public void A_line_of_121_characters_is_too_long()
    {
        Assert.Empty(LineLength.Violations([Source($"// {new string('x', 117)}")]));
        Assert.StartsWith(
            "src/Example.cs:2: 121 characters",
            $"{Assert.Single(LineLength.Violations([Source($"\n// {new string('x', 118)}")]))}"
        );
    }

    [Fact]
    public void Raw_strings_and_links_alone_may_be_as_long_as_they_are()
    {
        var wide = new string('x', 130);
        Assert.Empty(
            LineLength.Violations([
                Source($"var a = \"\"\"\n    {wide}\n    \"\"\";\nvar b = $\"\"\"\n    {wide}{{a}}\n    \"\"\";"),
            ])
        );
        Assert.Empty(LineLength.Violations([Source($"// https://{wide}")]));
        Assert.Single(LineLength.Violations([Source($"// As at https://{wide} and elsewhere")]));
    }

    [Fact]
    public void A_method_of_61_lines_is_too_long()
    {
        Assert.Empty(
            MethodLength.Violations([Source($"class A\n{{\n    [B]\n    void M()\n    {{\n{Lines(57)}    }}\n}}")])
        );
        Assert.StartsWith(
            "src/Example.cs:3: M has 61 lines",
            $"{Assert.Single(MethodLength.Violations([Source($"class A\n{{\nvoid M()\n{{\n{Lines(58)}}}\n}}")]))}"
        );
    }

    [Fact]
    public void A_constructor_with_nine_parameters_takes_too_many_and_a_record_does_not()
    {
        const string nine = "(int a, int b, int c, int d, int e, int f, int g, int h, int i)";
        Assert.Single(ConstructorParameters.Violations([Source($"class A{nine};")]));
        Assert.Single(ConstructorParameters.Violations([Source($"record B {{ B{nine} {{ }} }}")]));
        Assert.Empty(ConstructorParameters.Violations([Source($"record C{nine};")]));
        Assert.Empty(ConstructorParameters.Violations([Source("class D(int a, int b);")]));
    }

    [Fact]
    public void A_folder_of_46_files_holds_too_many()
    {
        var files = Enumerable.Range(1, 46).Select(number => SourceFile.Of($"src/Big/File{number}.cs", "")).ToList();
        Assert.StartsWith("src/Big: 46 C# files", $"{Assert.Single(FolderSize.Violations(files))}");
        Assert.Empty(FolderSize.Violations([.. files.Skip(1), SourceFile.Of("src/Big/Small/File.cs", "")]));
    }

    private static SourceFile Source(string text) => SourceFile.Of("src/Example.cs", text);

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\n", count));
}

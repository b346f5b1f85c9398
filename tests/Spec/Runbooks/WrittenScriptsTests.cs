using OlUpgrade.Runbooks;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>Every script of a file is found, with the place of each of its lines.</summary>
public sealed class WrittenScriptsTests
{
    [Fact]
    public void Every_script_of_a_runbook_and_an_inventory_is_found()
    {
        var found = WrittenScripts.In(
            Written.Bytes(
                """
                steps:
                  - {step: a, run: one, probe: two, undo: three}
                  - {step: b, drain: four}
                  - {step: c, return: five}
                  - {step: d, reboot: {timeout: 1m}}
                all: {vars: {olupgrade_bring_up: six}}
                """
            )
        );
        Assert.Equal(["one", "two", "three", "four", "five", "six"], found.Select(script => script.Text));
        Assert.Equal("run probe undo drain return olupgrade_bring_up", string.Join(' ', found.Select(one => one.Key)));
    }

    [Fact]
    public void A_line_of_a_block_is_where_it_stands_in_the_file()
    {
        var script = Assert.Single(
            WrittenScripts.In(
                Written.Bytes("steps:\n  - step: a\n    run: | # why\n      one\n        two\n\n      four\n")
            )
        );
        Assert.Equal([(4, 7), (5, 9), (6, 1), (7, 7)], Enumerable.Range(1, 4).Select(script.PlaceOf));
        Assert.Equal((7, 7), script.PlaceOf(99));
    }

    [Theory]
    [InlineData("run: echo one\n     echo two\n")]
    [InlineData("run: >\n  echo one\n  echo two\n")]
    [InlineData("run: \"echo one\\necho two\"\n")]
    public void Where_YAML_does_not_keep_the_lines_the_script_s_own_place_is_told(string text) =>
        Assert.Equal((1, 6), Assert.Single(WrittenScripts.In(Written.Bytes(text))).PlaceOf(2));

    [Fact]
    public void A_script_that_is_used_again_by_an_alias_is_found_once() =>
        Assert.Single(WrittenScripts.In(Written.Bytes("a: {run: &x echo}\nb: {run: *x}\n")));

    [Fact]
    public void A_file_that_is_no_YAML_has_none() => Assert.Empty(WrittenScripts.In(Written.Bytes("run: [")));
}

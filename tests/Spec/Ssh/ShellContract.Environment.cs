using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Ssh;

public abstract partial class ShellContract
{
    private const string OwnPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin";

    [Fact]
    [Finding("H36")]
    public async Task A_step_and_a_question_run_in_one_environment()
    {
        const string tell =
            "echo \"$PATH\"; echo \"$HOME\"; echo \"$USER $LOGNAME\"; echo \"$LANG $LC_ALL $DEBIAN_FRONTEND\"; "
            + "echo \"$http_proxy\"; pwd; umask; echo \"$word\"";
        var (_, step) = await Run(await Taken(), tell, ("word", "a value"));
        var question = Good(await Ask(tell, ("word", "a value"))).Output.TrimEnd('\n').Split('\n');
        Assert.Equal(step, question);
        Assert.Equal(OwnPath, step[0]);
        Assert.NotEqual("", step[1]);
        Assert.Equal(["C.UTF-8 C.UTF-8 noninteractive", "", "/", "0022", "a value"], step[3..]);
    }

    [Fact]
    [Finding("H36")]
    public async Task Nothing_is_on_the_standard_input_of_a_step_or_a_question()
    {
        const string read = "cat; echo end";
        Assert.Equal(["end"], (await Run(await Taken(), read)).Lines);
        Assert.Equal("end\n", Good(await Ask(read)).Output);
        Assert.Equal("end\n", Good(await Ask(read, ("word", "a value"))).Output);
    }
}

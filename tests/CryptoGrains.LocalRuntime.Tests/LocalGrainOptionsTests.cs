namespace CryptoGrains.LocalRuntime.Tests;

public sealed class LocalGrainOptionsTests
{
    [Fact]
    public void Options_that_make_no_sense_are_refused_with_a_sentence_that_names_them()
    {
        AssertRefused("GrainAssemblies", options => options.GrainAssemblies.Clear());
        AssertRefused("IdleTimeout", options => options.IdleTimeout = TimeSpan.Zero);
        AssertRefused("ResponseTimeout", options => options.ResponseTimeout = TimeSpan.FromSeconds(-1));
        AssertRefused("MaxCallsPerActivation", options => options.MaxCallsPerActivation = 0);
    }

    private static void AssertRefused(string name, Action<LocalGrainOptions> spoil)
    {
        var options = new LocalGrainOptions { GrainAssemblies = { typeof(LocalGrainOptionsTests).Assembly } };
        options.Check();
        spoil(options);
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(options.Check).Message, StringComparison.Ordinal);
    }
}

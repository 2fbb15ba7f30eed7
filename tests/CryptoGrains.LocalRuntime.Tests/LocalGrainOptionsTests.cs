namespace CryptoGrains.LocalRuntime.Tests;

public sealed class LocalGrainOptionsTests
{
    [Fact]
    public void Options_that_make_no_sense_are_refused_with_a_sentence_that_names_them()
    {
        Assert.Contains("GrainAssemblies", Refusal(options => options.GrainAssemblies.Clear()), StringComparison.Ordinal);
        Assert.Contains("IdleTimeout", Refusal(options => options.IdleTimeout = TimeSpan.Zero), StringComparison.Ordinal);
        Assert.Contains("ResponseTimeout", Refusal(options => options.ResponseTimeout = TimeSpan.FromSeconds(-1)), StringComparison.Ordinal);
        Assert.Contains("MaxCallsPerActivation", Refusal(options => options.MaxCallsPerActivation = 0), StringComparison.Ordinal);
    }

    private static string Refusal(Action<LocalGrainOptions> spoil)
    {
        var options = new LocalGrainOptions { GrainAssemblies = { typeof(LocalGrainOptionsTests).Assembly } };
        options.Check();
        spoil(options);
        return Assert.Throws<InvalidOperationException>(options.Check).Message;
    }
}

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>The JavaScript client of SignalR against a real node.</summary>
public sealed class SignalRClientTests
{
    [Fact]
    public Task It_subscribes_is_cut_off_and_resumes() => JavaScript.TestAsync(
        Path.Combine(Repository.Root, "tests", "CryptoGrains.EndToEnd.Tests", "clients"),
        "node --test signalr.test.mjs",
        new Dictionary<string, string> { ["CRYPTOGRAINS_DLL"] = Path.Combine(AppContext.BaseDirectory, "cryptograins.dll") });
}

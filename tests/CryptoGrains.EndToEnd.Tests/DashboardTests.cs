namespace CryptoGrains.EndToEnd.Tests;

/// <summary>The page's own tests, and the page in Chromium against a real node.</summary>
public sealed class DashboardTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "dashboard");

    [Fact]
    public Task Its_protocol_client_and_store_keep_their_rules() => JavaScript.TestAsync(Folder, "npm run unit");

    [Fact]
    public Task In_Chromium_it_follows_a_node_that_plays_cuts_and_starts_over() => JavaScript.TestAsync(Folder, "npm run browser");

    [Fact]
    public async Task In_Chromium_it_shows_what_a_real_node_sends()
    {
        using var data = new TemporaryFolder();
        await using var node = NodeProcess.Start(data.Path, "--feed", "sim", "--fsync", "never");
        await JavaScript.TestAsync(Folder, "npm run real", new Dictionary<string, string> { ["BASE_URL"] = await node.UrlAsync() });
    }
}

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>What <c>cryptograins run</c> says and how it ends.</summary>
public sealed class RunCommandTests
{
    private const int Failed = 1;
    private const int BadArguments = 2;

    [Fact]
    public async Task Mistakes_are_told_a_sentence_each_and_nothing_is_started()
    {
        using var data = new TemporaryFolder();
        await using var node = NodeProcess.Start(data.Path, "--feed", "telepathy", "--feed", "recording:/nowhere/*.gz", "--fsync", "sometimes");
        Assert.Equal(BadArguments, await node.ExitAsync());
        Assert.Contains("There is no feed 'telepathy'", node.Output);
        Assert.Contains("/nowhere", node.Output);
        Assert.Contains("'sometimes' is no fsync policy", node.Output);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task A_folder_that_another_node_uses_is_refused()
    {
        using var data = new TemporaryFolder();
        await using var first = NodeProcess.Start(data.Path, "--feed", "sim");
        await first.UrlAsync();
        await using var second = NodeProcess.Start(data.Path, "--feed", "sim");
        Assert.Equal(Failed, await second.ExitAsync());
        Assert.Contains("in use", second.Output);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told()
    {
        using var data = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await using var first = NodeProcess.Start(data.Path, "--feed", "sim");
        await using var second = NodeProcess.Start(other.Path, "--feed", "sim", "--urls", await first.UrlAsync());
        Assert.Equal(Failed, await second.ExitAsync());
        Assert.Contains("address already in use", second.Output);
    }

    [Fact]
    public async Task Without_a_feed_it_serves_what_the_log_has()
    {
        using var data = new TemporaryFolder();
        await using (var first = await NodeFixture.StartAsync(data.Path, "sim?trades=500&speed=max"))
        {
            await first.RealtimeAsync("BTCUSDT", realtime => realtime.TryGetProperty("totalTrades", out _), "some trades");
        }

        await using var second = await NodeFixture.StartAsync(data.Path, "none");
        await second.RealtimeAsync("SIM:BTCUSDT", realtime => realtime.TryGetProperty("totalTrades", out _), "what the first node had");
    }

    [Fact]
    public async Task It_is_ready_once_the_log_is_read_and_stops_when_it_is_asked_to()
    {
        using var data = new TemporaryFolder();
        await using var node = NodeProcess.Start(data.Path, "--feed", "sim");
        using var client = new HttpClient { BaseAddress = new Uri(await node.UrlAsync()) };
        var health = await client.GetStringAsync("/health/live");
        for (var patience = DateTime.UtcNow.AddSeconds(30); !health.Contains("records behind the trade log"); health = await HealthAsync(client))
            Assert.True(DateTime.UtcNow < patience, $"After 30 s the node was still not ready: {health}");

        Assert.Equal(0, await node.StopAsync());
        Assert.DoesNotContain(" fail:", node.Output);
    }

    private static async Task<string> HealthAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        return await answer.Content.ReadAsStringAsync();
    }
}

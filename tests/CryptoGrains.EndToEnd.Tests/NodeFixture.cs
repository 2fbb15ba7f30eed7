using System.Net.Http.Json;
using System.Text.Json;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Host.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>A real node in this process, on a folder and a port of its own.</summary>
internal sealed class NodeFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Node _node;

    private NodeFixture(Node node)
    {
        _node = node;
        Url = node.Urls.First();
        Client = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public HttpClient Client { get; }

    /// <summary>The node's parts.</summary>
    public IServiceProvider Services => _node.Services;

    public static Task<NodeFixture> StartAsync(string data, params string[] feeds) => StartAsync(data, blobs: null, feeds);

    /// <summary>Starts a node whose history is in a store of its own, or its trade log in Kafka.</summary>
    public static async Task<NodeFixture> StartAsync(string data, string? blobs, string[] feeds, string? log = null) => new(await Node.StartAsync(
        new NodeOptions { Data = data, Urls = "http://127.0.0.1:0", Feeds = feeds, Fsync = "never", Blobs = blobs, Log = log },
        TimeProvider.System));

    /// <summary>Waits until an instrument's statistics are as they should be, and says what they were if they never are.</summary>
    public async Task<JsonElement> RealtimeAsync(string symbol, Func<JsonElement, bool> isThere, string expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        var last = default(JsonElement);
        try
        {
            while (true)
            {
                using var response = await Client.GetAsync($"/api/v1/realtime/{symbol}", patience.Token);
                last = await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
                if (response.IsSuccessStatusCode && isThere(last))
                    return last;

                await _node.Services.GetRequiredService<TradePump>().CaughtUpAsync(patience.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }
        catch (OperationCanceledException overdue)
        {
            throw new TimeoutException($"After {Patience} the statistics of {symbol} were {last}; expected: {expected}.", overdue);
        }
    }

    public async Task<JsonElement[]> CandlesAsync(string symbol, string query)
    {
        var answer = await Client.GetFromJsonAsync<JsonElement>($"/api/v1/ohlcv/{symbol}?{query}");
        return [.. answer.GetProperty("candles").EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _node.DisposeAsync();
    }
}

using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Rest.Analytics;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests.Rest.Analytics;

public sealed class AnalysisGateTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly AnalysisGate _gate;

    public AnalysisGateTests() =>
        _gate = new AnalysisGate(new GatewayOptions { MaxAnalyses = 1 }, ActivatorUtilities.CreateInstance<GatewayMeter>(_services));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task One_is_made_eight_wait_and_one_more_is_refused()
    {
        var release = new TaskCompletionSource<int>();
        var (running, most) = (0, 0);
        var all = Enumerable.Range(0, 9).Select(_ => _gate.RunAsync(MakeAsync, Stop)).ToArray();

        var refused = await Assert.ThrowsAsync<AnalysisRefusedException>(() => _gate.RunAsync(MakeAsync, Stop));
        Assert.Equal((503, "too-many-analyses"), (refused.Problem.Status, refused.Problem.Code));

        release.SetResult(7);
        Assert.All(await Task.WhenAll(all), result => Assert.Equal(7, result));
        Assert.Equal(1, most);
        Assert.Equal(7, await _gate.RunAsync(MakeAsync, Stop));

        async Task<int> MakeAsync(CancellationToken cancellationToken)
        {
            most = Math.Max(most, ++running);
            var result = await release.Task;
            running--;
            return result;
        }
    }

    [Fact]
    public async Task One_whose_request_has_gone_is_not_made_and_leaves_its_place()
    {
        var release = new TaskCompletionSource<int>();
        using var gone = new CancellationTokenSource();
        var first = _gate.RunAsync(_ => release.Task, Stop);
        var second = _gate.RunAsync<int>(_ => throw new InvalidOperationException("It was made."), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        release.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(2, await _gate.RunAsync(_ => Task.FromResult(2), Stop));
    }
}

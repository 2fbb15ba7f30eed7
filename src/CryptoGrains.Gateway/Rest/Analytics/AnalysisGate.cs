using System.Diagnostics.Metrics;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Metrics;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Bounds how many analyses are made at once, and how many wait.</summary>
internal sealed class AnalysisGate : IDisposable
{
    private const int WaitingEach = 8;

    private readonly SemaphoreSlim _free;
    private readonly int _most;
    private readonly Counter<long> _refused;
    private int _inside;

    public AnalysisGate(GatewayOptions options, GatewayMeter meter)
    {
        _free = new SemaphoreSlim(options.MaxAnalyses);
        _most = options.MaxAnalyses * (1 + WaitingEach);
        _refused = meter.Counter("analyses.refused", "Analyses refused because too many were waiting.");
    }

    /// <summary>Makes one when its turn comes; nobody waits for one whose request has gone.</summary>
    /// <exception cref="AnalysisRefusedException">Too many are waiting.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > _most)
            {
                _refused.Add(1);
                throw new AnalysisRefusedException(new Problem(
                    503,
                    ProblemCodes.TooManyAnalyses,
                    $"{_most} analyses are being made or waiting, which is as many as this node takes. Ask again in a few seconds."));
            }

            await _free.WaitAsync(cancellationToken);
            try
            {
                return await make(cancellationToken);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public void Dispose() => _free.Dispose();
}

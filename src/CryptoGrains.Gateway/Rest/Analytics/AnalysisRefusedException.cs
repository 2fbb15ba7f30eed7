using CryptoGrains.Gateway.Http;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>An analysis can't be made as it was asked for, which shows only once the candles are read.</summary>
internal sealed class AnalysisRefusedException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;
}

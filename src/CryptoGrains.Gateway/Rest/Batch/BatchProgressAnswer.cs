using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>How far a run is.</summary>
/// <param name="Started">When it began, in ms since 1970.</param>
/// <param name="Full">Whether everything is computed, whatever has changed.</param>
/// <param name="Step">What is being done; null before the first step.</param>
/// <param name="Done">How much of the step is done.</param>
/// <param name="Total">How much of it there is; null where that is not known.</param>
/// <param name="Unit">What is counted: trades, days, files; null before the first step.</param>
public sealed record BatchProgressAnswer(long Started, bool Full, string? Step, long Done, long? Total, string? Unit)
{
    internal static BatchProgressAnswer Of(BatchProgress progress) => new(
        Timestamp.From(progress.Started).UnixMilliseconds, progress.Full, progress.Step, progress.Done, progress.Total, progress.Unit);
}

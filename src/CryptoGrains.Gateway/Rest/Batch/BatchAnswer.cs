using CryptoGrains.Grains;
using CryptoGrains.History.Reading;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>What the batch layer is doing.</summary>
/// <param name="State"><c>idle</c>, <c>running</c>, or <c>failed</c> where the last run did.</param>
/// <param name="Progress">How far the run is that is under way; null where none is.</param>
/// <param name="LastResult">What the last run did that went well since the node started; null where none did.</param>
/// <param name="LastError">Why the last run failed; null where it did not.</param>
/// <param name="Unarchived">How many records of the trade log are not archived yet.</param>
/// <param name="Degraded">Why the history can't be read just now; null where it can.</param>
public sealed record BatchAnswer(
    string State, BatchProgressAnswer? Progress, BatchResultAnswer? LastResult, string? LastError, long Unarchived, string? Degraded)
{
    internal static BatchAnswer Of(BatchStatus status, HistoryHealth health) => new(
        status.State.ToString().ToLowerInvariant(),
        status.Progress is { } progress ? BatchProgressAnswer.Of(progress) : null,
        status.LastResult is { } result ? BatchResultAnswer.Of(result) : null,
        status.LastError,
        status.Unarchived,
        health.IsDegraded ? health.ToString() : null);
}

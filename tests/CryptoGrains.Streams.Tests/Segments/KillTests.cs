using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

/// <summary>A process that appends is killed, again and again; this one opens what it leaves.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(AppendingProcess.Forced)]
    [InlineData("unforced")]
    public async Task What_a_killed_process_acknowledged_is_there(string policy)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(11);
        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await AppendingProcess.KillAfterAsync(
                folder.Path, policy, random.Next(1, 400), TestContext.Current.CancellationToken);

            await using var log = await SegmentTradeLog.OpenAsync(folder.Path, AppendingProcess.Options(policy));
            var next = log.Bounds(0).Next;
            Assert.True(next >= acknowledged, $"Round {round}: offset {acknowledged} was acknowledged, and the log ends at {next}.");
            Assert.Equal(Trades.At(0, AppendingProcess.Records(0, next)), await log.ReadToEndAsync(0, 0));
        }
    }
}

namespace CryptoGrains.Grains.Tests.Batch;

public sealed class BatchReminderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWork _work = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_start_by_reminder()
    {
        var time = new ReminderTime();
        await using var node = await BatchNode.StartAsync(_folder.Path, _work, time, every: TimeSpan.FromMinutes(10));
        Assert.Empty(_work.Began);

        for (var run = 1; run <= 2; run++)
        {
            time.Advance(TimeSpan.FromMinutes(run == 1 ? 1 : 10));
            await node.UntilAsync(status => status.Progress?.Step is not null);
            _work.Finish();
            await node.UntilAsync(status => status.State != BatchState.Running);
        }

        Assert.Equal([false, false], _work.Began);
    }
}

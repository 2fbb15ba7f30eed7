using CryptoGrains.Grains.Tests.Batch;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Grains.Tests.Cluster;

public sealed class BatchReminderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWork _work = new();
    private readonly QuickReminders _reminders = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_start_by_reminder()
    {
        await using var node = await BatchNode.StartAsync(
            _folder.Path, _work, every: TimeSpan.FromMinutes(10), services: services => services.AddSingleton<IReminderTable>(_reminders));
        for (var run = 1; run <= 2; run++)
        {
            await node.UntilAsync(status => status.Progress?.Step is not null);
            _work.Finish();
            await node.UntilAsync(status => status.State != BatchState.Running);
        }

        Assert.Equal(TimeSpan.FromMinutes(10), _reminders.Asked.Period);
        Assert.InRange(_reminders.Asked.Due, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(true, _work.Began);
    }
}

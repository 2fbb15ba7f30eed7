using System.Collections.Concurrent;
using System.Text;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

public sealed class WebhookGrainTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Webhooks_are_kept_over_a_restart_and_begin_with_what_is_new()
    {
        string id;
        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.FireAsync("before");
            var webhook = await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info);
            id = webhook!.Id;
            Assert.Matches("^[0-9a-f]{64}$", webhook.Secret);
            Assert.Equal(new WebhookStatus(id, _receiver.Url, AlertSeverity.Info, 1, 0, null), await node.StatusAsync(id));
            await node.FireAsync("a", "b");
            await Until.IsAsync(3L, async () => (await node.StatusAsync(id)).Cursor);
        }

        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.FireAsync("c");
            await Until.IsAsync("c:fired", () => _receiver.Deliveries.LastOrDefault()?.Key);
            Assert.True(await node.Webhooks.RemoveAsync(id));
            Assert.False(await node.Webhooks.RemoveAsync(id));
            Assert.Null(await node.Webhooks.GetDeadLettersAsync(id));
            Assert.Null(await node.Webhooks.ResendAsync(id, null));
            Assert.Null(await node.Webhooks.TestAsync(id));
        }

        await using (var node = await WebhookNode.StartAsync(_folder.Path))
            Assert.Empty(await node.Webhooks.ListAsync());
        Assert.Equal(["a:fired", "b:fired", "c:fired"], _receiver.Taken);
    }

    [Fact]
    public async Task One_that_hangs_holds_up_none_of_a_hundred()
    {
        await using var node = await WebhookNode.StartAsync(_folder.Path);
        _receiver.Answer = context => context.Request.Path == "/in/0" ? 0 : 200;
        for (var i = 0; i < 100; i++)
            Assert.NotNull(await node.Webhooks.AddAsync($"{_receiver.Url}/{i}", AlertSeverity.Info));
        Assert.Null(await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info));

        await node.FireAsync("a", "b", "c");
        await Until.IsAsync(99 * 3, () => _receiver.Taken.Count());

        foreach (var path in _receiver.Deliveries.Where(delivery => delivery.Answer == 200).GroupBy(delivery => delivery.Path))
            Assert.Equal(["a:fired", "b:fired", "c:fired"], path.Select(delivery => delivery.Key));
        Assert.All(_receiver.Deliveries.Where(delivery => delivery.Path == "/in/0"), hung => Assert.Equal("a:fired", hung.Key));
    }

    [Fact]
    public async Task After_a_crash_between_delivery_and_storing_the_same_keys_come_again_and_none_is_skipped()
    {
        string stored;
        var file = string.Empty;
        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info);
            file = WebhookNode.StateFile(_folder.Path);
            stored = file + ".copy";
            File.Copy(file, stored);
            await node.FireAsync("a", "b", "c");
            await Until.IsAsync(3, () => _receiver.Deliveries.Count);
        }

        // Nothing of it was stored, and more has happened since.
        File.Move(stored, file, overwrite: true);
        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.FireAsync("d");
            await Until.IsAsync(7, () => _receiver.Deliveries.Count);
        }

        Assert.Equal(["a:fired", "b:fired", "c:fired", "a:fired", "b:fired", "c:fired", "d:fired"], _receiver.Taken);
        Assert.Equal(4, _receiver.Deliveries.DistinctBy(delivery => delivery.Key + delivery.Body).Count());
    }

    [Fact]
    public async Task An_activation_whose_state_another_has_written_ends_and_the_next_goes_on_from_that()
    {
        await using var node = await WebhookNode.StartAsync(_folder.Path);
        var webhook = await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info);
        var file = WebhookNode.StateFile(_folder.Path);
        File.Copy(file, file + ".copy");
        await node.FireAsync("a");
        await Until.IsAsync(1, () => _receiver.Deliveries.Count);
        await Until.IsAsync(true, () => !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(file + ".copy")));

        File.Move(file + ".copy", file, overwrite: true);
        await node.FireAsync("b");

        await Until.IsAsync(4, () => _receiver.Deliveries.Count);
        Assert.Equal(["a:fired", "b:fired", "a:fired", "b:fired"], _receiver.Taken);
        await Until.IsAsync(2L, async () => (await node.StatusAsync(webhook!.Id)).Cursor);
    }

    [Fact]
    public async Task While_how_far_it_is_cannot_be_stored_no_new_lines_are_read_and_a_webhook_that_was_not_stored_is_none()
    {
        await using var node = await WebhookNode.StartAsync(_folder.Path);
        var webhook = await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info);

        // A new state is written to a file of this name first.
        var obstacle = Directory.CreateDirectory(WebhookNode.StateFile(_folder.Path) + ".new");
        await Assert.ThrowsAnyAsync<Exception>(() => node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info));
        await node.FireAsync("a");
        await Assert.ThrowsAnyAsync<Exception>(() => node.Webhooks.RemoveAsync(webhook!.Id));
        Assert.Equal([webhook!.Id], (await node.Webhooks.ListAsync()).Select(kept => kept.Id));

        Assert.Empty(_receiver.Deliveries);

        obstacle.Delete();
        await Until.IsAsync(1, () => _receiver.Deliveries.Count);
        await Until.IsAsync(1L, async () => (await node.StatusAsync(webhook.Id)).Cursor);
    }

    [Fact]
    public async Task A_test_delivery_tells_its_outcome_while_another_hangs()
    {
        await using var node = await WebhookNode.StartAsync(_folder.Path);
        var webhook = await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Critical);
        Assert.Equal(new WebhookTest(true, null), await node.Webhooks.TestAsync(webhook!.Id));
        var delivery = Assert.Single(_receiver.Deliveries);
        Assert.EndsWith(":test", delivery.Key, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"test\"", delivery.Body, StringComparison.Ordinal);

        _receiver.Answer = _ => 0;
        var hanging = node.Webhooks.TestAsync(webhook.Id);
        await Until.IsAsync(2, () => _receiver.Deliveries.Count);
        _receiver.Answer = _ => 418;
        Assert.Equal(new WebhookTest(false, "It answered 418."), await node.Webhooks.TestAsync(webhook.Id));
        Assert.False(hanging.IsCompleted);
        await _receiver.DisposeAsync();
        Assert.False((await hanging)!.IsDelivered);
    }

    [Fact]
    public async Task Neither_secret_nor_address_is_logged()
    {
        await using var node = await WebhookNode.StartAsync(_folder.Path);
        var webhook = await node.Webhooks.AddAsync($"{_receiver.Url}?token=hush", AlertSeverity.Info);
        _receiver.Answer = _ => 500;
        await node.FireAsync("a");
        await Until.IsAsync(true, () => _receiver.Deliveries.Count > 1);
        await node.Webhooks.RemoveAsync(webhook!.Id);

        Assert.DoesNotContain(node.Said, said => said.Contains(webhook.Secret, StringComparison.Ordinal) || said.Contains("hush", StringComparison.Ordinal));
        Assert.DoesNotContain(webhook.Secret, webhook.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_journal_is_followed_from_its_beginning()
    {
        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.Webhooks.AddAsync(_receiver.Url, AlertSeverity.Info);
            await node.FireAsync("a", "b", "c");
            await Until.IsAsync(3, () => _receiver.Deliveries.Count);
        }

        Directory.Delete(Path.Combine(_folder.Path, "blobs"), recursive: true);
        await using (var node = await WebhookNode.StartAsync(_folder.Path))
        {
            await node.FireAsync("d");
            await Until.IsAsync("d:fired", () => _receiver.Deliveries.LastOrDefault()?.Key);
        }
    }

    [Fact]
    public async Task Every_line_goes_to_the_topic_by_its_subject_at_least_once()
    {
        var topic = new Topic { Failures = 2 };
        await using (var node = await WebhookNode.StartAsync(_folder.Path, topic))
        {
            await node.Log.WriteAsync(
                new("began", "node", "{}"u8.ToArray()),
                new("rule-added", "ann", """{"id":"r1"}"""u8.ToArray()),
                AlertLog.Entry("fired", "a", "info", "SIM:ETHUSDT"));
            await Until.IsAsync(4, () => topic.Kept.Count);
        }

        await using (var node = await WebhookNode.StartAsync(_folder.Path, topic))
        {
            await node.FireAsync("b");
            await Until.IsAsync(5, () => topic.Kept.Count);

            // The first two of three failed, so all three came again; what was stored as done did not.
            Assert.Equal(["SIM:ETHUSDT", "began", "r1", "SIM:ETHUSDT", "SIM:BTCUSDT"], topic.Kept.Select(kept => kept.Subject));
            Assert.Equal((await node.Log.LinesAsync()).Select(line => Encoding.ASCII.GetString(line.Bytes.Span)), topic.Kept.Skip(1).Select(kept => kept.Line));
        }
    }

    private sealed class Topic : IAlertTopic
    {
        private int _failures;

        /// <summary>So many calls fail first.</summary>
        public int Failures { init => _failures = value; }

        public ConcurrentQueue<(string Subject, string Line)> Kept { get; } = new();

        public Task KeepAsync(string subject, ReadOnlyMemory<byte> line)
        {
            if (Interlocked.Decrement(ref _failures) >= 0)
                return Task.FromException(new TradeLogException("The brokers are away."));

            Kept.Enqueue((subject, Encoding.ASCII.GetString(line.Span)));
            return Task.CompletedTask;
        }
    }
}

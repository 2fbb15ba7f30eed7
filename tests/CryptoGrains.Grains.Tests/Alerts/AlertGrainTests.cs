using System.Collections.Immutable;
using System.Text.Json;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Verify;
using static CryptoGrains.Grains.Tests.Alerts.SampleAlerts;

namespace CryptoGrains.Grains.Tests.Alerts;

public sealed class AlertGrainTests : IDisposable
{
    private static readonly AlertFilter All = new();

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IBlobStore Store => new FolderBlobStore(Path.Combine(_folder.Path, "history"), force: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rules_and_open_alerts_are_there_after_a_restart()
    {
        AlertRule rule;
        ImmutableArray<Alert> open;
        await using (var node = await GrainNode.StartAsync(_folder.Path, pump: false))
        {
            rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
            await node.Alerts.RaiseAsync([Fired(rule, 1), Fired(rule, 2), Resolved(rule, 1), Fired(rule, 3)]);
            await node.Alerts.AcknowledgeAsync(Fired(rule, 2).AlertId, "bob", "looking");
            open = await node.Alerts.GetOpenAsync(All);
            Assert.Equal([3, 2], open.Select(alert => (int)(alert.FiredAt - Sample.Midnight).TotalSeconds));
        }

        await using var again = await GrainNode.StartAsync(_folder.Path, pump: false);
        Assert.Equal(Json(open), Json(await again.Alerts.GetOpenAsync(All)));
        var rules = await again.Alerts.GetRulesAsync(-1);
        Assert.Equal(Json(rule), Json(Assert.Single(rules.Rules!.Value)));
        Assert.Null((await again.Alerts.GetRulesAsync(rules.Version)).Rules);
        Assert.Equal(Json(rule), Json(await again.Alerts.FindRuleAsync(rule.Id)));
    }

    [Fact]
    public async Task A_storm_that_is_cut_off_and_replayed_has_every_alert_once_and_the_chain_whole()
    {
        AlertRule rule;
        var storm = Array.Empty<RuleEvent>();
        await using (var node = await GrainNode.StartAsync(_folder.Path, pump: false))
        {
            rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
            storm = [.. Enumerable.Range(1, 20_000).Select(trade => Fired(rule, trade))];
            var calls = storm.Chunk(500).Select(some => node.Alerts.RaiseAsync([.. some])).ToArray();
            await calls[5];
            await node.CrashAsync();
            _ = Task.WhenAll(calls).ContinueWith(all => all.Exception, TaskScheduler.Default);
        }

        await using var again = await GrainNode.StartAsync(_folder.Path, pump: false);
        await Task.WhenAll(storm.Chunk(700).Select(some => again.Alerts.RaiseAsync([.. some])));
        await Task.WhenAll(storm.Chunk(300).Select(some => again.Alerts.RaiseAsync([.. some])));

        var fired = new Dictionary<string, int>();
        await foreach (var line in new AlertJournal(Store).ReadAsync(1, Cancel))
        {
            if (AlertLines.Read(line) is Fired { Alert: var alert })
                fired[alert.Id] = fired.GetValueOrDefault(alert.Id) + 1;
        }

        Assert.Equal(20_000, fired.Count);
        Assert.All(fired.Values, count => Assert.Equal(1, count));
        Assert.Null((await new JournalVerify(new AlertJournal(Store)).RunAsync(cancellationToken: Cancel)).Broken);
    }

    [Fact]
    public async Task A_hundred_thousand_events_at_once_are_written_in_few_commits()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
        var storm = Enumerable.Range(1, 100_000).Select(trade => Fired(rule, trade)).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(storm.Chunk(100).Select(some => node.Alerts.RaiseAsync([.. some])));
        TestContext.Current.TestOutputHelper!.WriteLine($"100,000 alerts in 1,000 calls: {watch.Elapsed.TotalSeconds:F2} s");
        watch.Restart();
        await Task.WhenAll(storm.Chunk(100).Select(some => node.Alerts.RaiseAsync([.. some])));
        TestContext.Current.TestOutputHelper!.WriteLine($"and once more: {watch.Elapsed.TotalSeconds:F2} s");

        var report = await new JournalVerify(new AlertJournal(Store)).RunAsync(cancellationToken: Cancel);
        Assert.Equal((100_002, null), (report.End.Seq, report.Broken));
        Assert.Equal(100_000, (await node.Alerts.GetOpenAsync(All with { Limit = int.MaxValue })).Length);
        Assert.InRange(Directory.GetFiles(Path.Combine(_folder.Path, "history", "alerts", "journal")).Length, 1, 64);
    }

    [Fact]
    public async Task Two_activations_at_once_share_one_numbering_and_both_know_all()
    {
        using var folder = new TemporaryFolder();
        await using var left = await GrainNode.StartAsync(_folder.Path, pump: false, blobs: Store);
        await using var right = await GrainNode.StartAsync(folder.Path, pump: false, blobs: Store);
        var rule = (await left.Alerts.AddRuleAsync(Rule, "ann"))!;

        // The same events on both sides, as after a split of a cluster: each is written by one of them.
        var events = Enumerable.Range(1, 400).Select(trade => Fired(rule, trade)).ToArray();
        await Task.WhenAll(events.Select(seen => Task.WhenAll(left.Alerts.RaiseAsync([seen]), right.Alerts.RaiseAsync([seen]))));
        await left.Alerts.RaiseAsync([Fired(rule, 401)]);
        await right.Alerts.RaiseAsync([Fired(rule, 402)]);
        await left.Alerts.RaiseAsync([Fired(rule, 403)]);

        Assert.Equal(403, (await left.Alerts.GetOpenAsync(All)).Length);
        Assert.Equal(403 + 2, (await new JournalVerify(new AlertJournal(Store)).RunAsync(cancellationToken: Cancel)).End.Seq);
    }

    [Fact]
    public async Task Who_was_away_while_the_node_was_down_misses_nothing()
    {
        ChannelState before;
        AlertRule rule;
        await using (var node = await GrainNode.StartAsync(_folder.Path, pump: false))
        {
            rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
            before = await new Observer(node).FollowAsync();
            await node.Alerts.RaiseAsync([Fired(rule, 1), Fired(rule, 2)]);
        }

        await using var again = await GrainNode.StartAsync(_folder.Path, pump: false);
        await again.Alerts.RaiseAsync([Resolved(rule, 1)]);
        var after = await new Observer(again).FollowAsync(before.Epoch, before.Offset);
        Assert.True(after.Recovered);
        Assert.Equal(before.Epoch, after.Epoch);
        Assert.Equal([3, 4, 5], after.Missed.Select(message => message.Offset));
        Assert.Equal(["fired", "fired", "resolved"], after.Missed.Select(message => KindOf(message.Payload)));
    }

    [Fact]
    public async Task Who_was_away_for_too_long_gets_the_open_alerts()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false, alerts: new AlertOptions { ChannelHistory = 10, MostShown = 3 });
        var rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
        var first = await new Observer(node).FollowAsync();
        await node.Alerts.RaiseAsync([.. Enumerable.Range(1, 11).Select(trade => Fired(rule, trade))]);

        var back = await new Observer(node).FollowAsync(first.Epoch, first.Offset);
        Assert.False(back.Recovered);
        Assert.Equal(13, back.Offset);
        Assert.Equal(11, back.Snapshot!.Open);
        Assert.Equal(["trade:11", "trade:10", "trade:9"], back.Snapshot.Alerts.Select(alert => alert.Cause));
    }

    [Fact]
    public async Task Every_line_is_told_once_under_its_number_as_it_stands_in_the_journal()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var observer = new Observer(node);
        var state = await observer.FollowAsync();
        var rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
        await node.Alerts.RaiseAsync([.. Enumerable.Range(1, 500).Select(trade => Fired(rule, trade))]);
        await node.Alerts.DeleteRuleAsync(rule.Id, "ann");

        await foreach (var line in new AlertJournal(Store).ReadAsync(state.Offset + 1, Cancel))
        {
            var message = await observer.NextAsync();
            Assert.Equal(line.Seq, message.Offset);
            Assert.Equal(System.Text.Encoding.ASCII.GetString(line.Bytes.Span), message.Payload.Line);
        }

        Assert.Empty(await node.Alerts.GetOpenAsync(All));
    }

    [Fact]
    public async Task A_start_reads_the_snapshot_and_the_lines_after_it_and_does_without_a_damaged_one()
    {
        AlertRule rule;
        ImmutableArray<Alert> open;
        await using (var node = await GrainNode.StartAsync(_folder.Path, pump: false, alerts: new AlertOptions { SnapshotEvery = 100 }))
        {
            rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
            for (var trade = 1; trade <= 400; trade++)
                await node.Alerts.RaiseAsync([Fired(rule, trade), Resolved(rule, trade - 1)]);
            open = await node.Alerts.GetOpenAsync(All);
            await node.CrashAsync();
        }

        Assert.NotNull(await Store.FindAsync("alerts/book.json", Cancel));
        foreach (var damaged in (bool[])[false, true])
        {
            if (damaged)
                await Store.ReplaceAsync("alerts/book.json", "{\"seq\":"u8.ToArray(), Cancel);
            await using var again = await GrainNode.StartAsync(_folder.Path, pump: false);
            Assert.Equal(Json(open), Json(await again.Alerts.GetOpenAsync(All)));
            await again.Alerts.RaiseAsync([Fired(rule, 7)]);
            Assert.Equal(Json(open), Json(await again.Alerts.GetOpenAsync(All)));
        }
    }

    [Fact]
    public async Task The_history_has_every_alert_with_what_became_of_it()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
        await node.Alerts.RaiseAsync([.. Enumerable.Range(1, 9).Select(trade => Fired(rule, trade))]);
        await node.Alerts.AcknowledgeAsync(Fired(rule, 5).AlertId, "bob", null);
        await node.Alerts.RaiseAsync([Resolved(rule, 1), Resolved(rule, 5), Retracted(rule, 2), Retracted(rule, 1)]);

        var history = new AlertHistory(new AlertJournal(Store));
        var all = await history.ReadAsync(All, Cancel);
        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1], all.Select(TradeOf));
        Assert.Equal(Json(await node.Alerts.GetOpenAsync(All)), Json(all.Where(alert => alert.IsOpen)));
        Assert.Equal((AlertState.Resolved, "bob", Sample.At(5.5), false), (all[4].State, all[4].AcknowledgedBy, all[4].ResolvedAt, all[4].Retracted));
        Assert.Equal((Sample.At(1.5), true), (all[8].ResolvedAt, all[8].Retracted));
        Assert.Equal((Sample.At(2.75), true), (all[7].ResolvedAt, all[7].Retracted));

        // Pages, and every filter.
        var page = await history.ReadAsync(All with { Limit = 4 }, Cancel);
        Assert.Equal([9, 8, 7, 6], page.Select(TradeOf));
        Assert.Equal([5, 4, 3, 2, 1], (await history.ReadAsync(All with { Before = page[^1].Seq }, Cancel)).Select(TradeOf));
        Assert.Equal([5, 2, 1], (await history.ReadAsync(All with { State = AlertState.Resolved }, Cancel)).Select(TradeOf));
        Assert.Equal([4, 3], (await history.ReadAsync(All with { From = Sample.At(3), To = Sample.At(5) }, Cancel)).Select(TradeOf));
        Assert.Empty(await history.ReadAsync(All with { Severity = AlertSeverity.Info }, Cancel));
        Assert.Empty(await history.ReadAsync(All with { RuleId = "another" }, Cancel));
        Assert.Empty(await history.ReadAsync(All with { Instrument = Market.Instrument.Parse("OKX:BTC-USDT") }, Cancel));
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_not_written_on()
    {
        AlertRule rule;
        await using (var node = await GrainNode.StartAsync(_folder.Path, pump: false))
        {
            rule = (await node.Alerts.AddRuleAsync(Rule, "ann"))!;
            await node.Alerts.RaiseAsync([Fired(rule, 1)]);
            await node.CrashAsync();
        }

        var name = "alerts/journal/00000000000000000002.jsonl";
        var text = System.Text.Encoding.ASCII.GetString((await Store.ReadAsync(name, Cancel))!.Value.Span);
        await Store.ReplaceAsync(name, System.Text.Encoding.ASCII.GetBytes(text.Replace("ann", "eve")), Cancel);

        await using var again = await GrainNode.StartAsync(_folder.Path, pump: false);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => again.Alerts.RaiseAsync([Fired(rule, 2)]));
        Assert.Contains("chain breaks", refused.ToString());
    }

    [Fact]
    public async Task Another_channel_is_refused()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        await Assert.ThrowsAsync<ArgumentException>(() => node.Alerts.SubscribeAsync(
            new ChannelRequest(new Channel(ChannelKind.Ticker, GrainNode.Bitcoin)), node.Grains.CreateObjectReference<IChannelObserver>(new Observer(node))));
    }

    private static int TradeOf(Alert alert) => int.Parse(alert.Cause["trade:".Length..]);

    private static string KindOf(ChannelPayload payload)
    {
        using var line = JsonDocument.Parse(payload.Line!);
        return line.RootElement.GetProperty("kind").GetString()!;
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private sealed class Observer : IChannelObserver
    {
        private readonly GrainNode _node;
        private readonly IChannelObserver _reference;
        private readonly System.Threading.Channels.Channel<ChannelMessage> _received = System.Threading.Channels.Channel.CreateUnbounded<ChannelMessage>();

        public Observer(GrainNode node)
        {
            _node = node;
            _reference = node.Grains.CreateObjectReference<IChannelObserver>(this);
        }

        public Task<ChannelState> FollowAsync(string? epoch = null, long offset = 0) =>
            _node.Alerts.SubscribeAsync(new ChannelRequest(Channel.Alerts, epoch, offset), _reference);

        public Task<ChannelMessage> NextAsync() => _received.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        public Task ReceiveAsync(ImmutableArray<ChannelMessages> messages)
        {
            foreach (var message in messages.SelectMany(some => some.Messages))
                _received.Writer.TryWrite(message);
            return Task.CompletedTask;
        }

        public Task EndedAsync() => Task.CompletedTask;
    }
}

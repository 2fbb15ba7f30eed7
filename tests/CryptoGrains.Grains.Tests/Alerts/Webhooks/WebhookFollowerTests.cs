using System.Text;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Grains.Alerts.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>One webhook against a real receiver, by a clock that the test steps on. The follower runs in turns, as in its grain.</summary>
public sealed class WebhookFollowerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2024, 8, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly StepTime _time = new(Start);
    private readonly WebhookOptions _options = new() { AllowPrivateAddresses = true };
    private readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private AlertLog _log = null!;
    private WebhookClient _client = null!;
    private Receiver _receiver = null!;
    private JournalTail _tail = null!;
    private WebhookFollower? _follower;

    public async ValueTask InitializeAsync()
    {
        _log = new AlertLog(_folder.Path, _time);
        _client = new WebhookClient(_options, TimeProvider.System);
        _receiver = await Receiver.StartAsync();
        _tail = new JournalTail(_log.Journal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_follower is not null)
            await InTurnAsync(() => _follower.DisposeAsync().AsTask());
        await _receiver.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_hour_of_failures_delays_but_loses_reorders_and_repeats_nothing()
    {
        var alerts = Enumerable.Range(0, 20).Select(i => $"a{i}").ToList();
        _receiver.Answer = _ => _time.GetUtcNow() - Start < TimeSpan.FromMinutes(59) ? 500 : 200;
        await _log.FireAsync(alerts);
        await StartAsync();

        while (_time.GetUtcNow() - Start < TimeSpan.FromMinutes(59))
            await _time.StepAsync();

        var expected = alerts.Select(alert => $"{alert}:fired").ToList();
        await Until.IsAsync(20L, async () => (await StatusAsync()).Cursor);
        Assert.Equal(expected, _receiver.Taken);
        Assert.All(_receiver.Deliveries.Where(delivery => delivery.Answer == 500), failed => Assert.Equal("a0:fired", failed.Key));

        // A minute at the most between two tries, half of one on average.
        Assert.InRange(_receiver.Deliveries.Count, 60 + 19, 60 * 4);
        Assert.Equal((0, null), ((await StatusAsync()).DeadLetters, (await StatusAsync()).Failing));
    }

    [Fact]
    public async Task What_fails_for_an_hour_is_given_up_and_what_waited_as_long_is_tried_once()
    {
        _receiver.Answer = _ => 503;
        await _log.FireAsync("a", "b", "c");
        await StartAsync();
        while (_time.GetUtcNow() - Start < TimeSpan.FromHours(1))
        {
            await _time.StepAsync();
            Assert.Equal(0, (await StatusAsync()).DeadLetters);
        }

        await Until.IsAsync(3L, async () => (await StatusAsync()).Cursor);

        var letters = await InTurnAsync(() => Task.FromResult(_follower!.DeadLetters));
        Assert.Equal([("a:fired", 1L), ("b:fired", 2L), ("c:fired", 3L)], letters.Select(letter => (letter.Key, letter.Seq)));
        Assert.Equal([_receiver.Deliveries.Count - 2, 1, 1], letters.Select(letter => letter.Tries));
        Assert.All(letters, letter => Assert.Equal("It answered 503.", letter.Reason));

        // It goes on with what is new.
        _receiver.Answer = _ => 200;
        await FireAsync("d");
        await Until.IsAsync("d:fired", () => _receiver.Taken.LastOrDefault());
    }

    [Fact]
    public async Task What_can_never_be_taken_is_given_up_at_once()
    {
        _receiver.Answer = context => context.Request.Headers["Idempotency-Key"] == "b:fired" ? 400 : 200;
        await _log.FireAsync("a", "b", "c");
        await StartAsync();
        await Until.IsAsync(3L, async () => (await StatusAsync()).Cursor);
        Assert.Equal(["a:fired", "c:fired"], _receiver.Taken);
        Assert.Equal(1, (await StatusAsync()).DeadLetters);
    }

    [Fact]
    public async Task Only_lines_of_alerts_are_sent_and_of_the_severity_that_was_asked_for()
    {
        await _log.WriteAsync(
            new("began", "node", "{}"u8.ToArray()),
            new("rule-added", "ann", """{"id":"r1","severity":"critical"}"""u8.ToArray()),
            AlertLog.Entry("fired", "a", "info"),
            AlertLog.Entry("fired", "b", "warning"),
            AlertLog.Entry("fired", "c", "critical"),
            new("acknowledged", "ann", """{"alert":"c"}"""u8.ToArray()),
            new("retracted", "rule", """{"alert":"b"}"""u8.ToArray()),
            new("resolved", "rule", """{"alert":"a"}"""u8.ToArray()),
            new("resolved", "rule", """{"alert":"of-before"}"""u8.ToArray()),
            new("fired", "rule", "[]"u8.ToArray()),
            new("later-kind", "node", "7"u8.ToArray()));
        await StartAsync(leastSeverity: AlertSeverity.Warning);
        await Until.IsAsync(11L, async () => (await StatusAsync()).Cursor);

        Assert.Equal(["b:fired", "c:fired", "c:acknowledged", "b:retracted", "of-before:resolved"], _receiver.Taken);
        var lines = (await _log.LinesAsync()).Select(line => Encoding.ASCII.GetString(line.Bytes.Span)).ToList();
        Assert.All(_receiver.Deliveries, delivery => Assert.Contains(delivery.Body, lines));
    }

    [Fact]
    public async Task Dead_letters_are_sent_again_and_a_receiver_that_still_fails_ends_the_round()
    {
        _receiver.Answer = _ => 400;
        await _log.FireAsync("a", "b", "c");
        await StartAsync();
        await Until.IsAsync(3, async () => (await StatusAsync()).DeadLetters);

        _receiver.Answer = _ => 503;
        Assert.Equal(3, await ResendAsync(null));
        await Until.IsAsync(0, WaitingAsync);
        Assert.Equal(4, _receiver.Deliveries.Count);
        Assert.Equal([2, 1, 1], (await LettersAsync()).Select(letter => letter.Tries));

        _receiver.Answer = _ => 200;
        Assert.Equal(0, await ResendAsync("z:fired"));
        Assert.Equal(1, await ResendAsync("b:fired"));
        await Until.IsAsync(2, async () => (await StatusAsync()).DeadLetters);
        Assert.Equal(2, await ResendAsync(null));
        await Until.IsAsync(0, async () => (await StatusAsync()).DeadLetters);
        Assert.Equal(["b:fired", "a:fired", "c:fired"], _receiver.Taken);
    }

    [Fact]
    public async Task Only_the_newest_dead_letters_are_kept()
    {
        _options.MostDeadLetters = 3;
        _receiver.Answer = _ => 410;
        await _log.FireAsync(Enumerable.Range(0, 10).Select(i => $"a{i}"));
        await StartAsync();
        await Until.IsAsync(10L, async () => (await StatusAsync()).Cursor);
        Assert.Equal(["a7:fired", "a8:fired", "a9:fired"], (await LettersAsync()).Select(letter => letter.Key));
    }

    [Fact]
    public async Task One_far_behind_reads_what_is_no_longer_held()
    {
        var alerts = Enumerable.Range(0, 3_000).Select(i => $"a{i}").ToList();
        await StartAsync();
        foreach (var some in alerts.Chunk(500))
            await FireAsync(some);
        await Until.IsAsync(3_000L, async () => (await StatusAsync()).Cursor);
        Assert.Equal(alerts.Select(alert => $"{alert}:fired"), _receiver.Taken);
    }

    private async Task StartAsync(long cursor = 0, AlertSeverity leastSeverity = AlertSeverity.Info)
    {
        var parts = new FollowerParts(_tail, new WebhookBackoff(new Random(1)), _time, () => { }, NullLogger.Instance);
        var webhook = new Webhook { Id = "w", Url = _receiver.Url, Secret = "secret", LeastSeverity = leastSeverity };
        _follower = new WebhookFollower(new WebhookProgress(webhook, cursor, []), _client, _options, parts);
        await InTurnAsync(() => _tail.PollAsync(TestContext.Current.CancellationToken));
        await InTurnAsync(() =>
        {
            _follower.Start();
            return Task.CompletedTask;
        });
    }

    private async Task FireAsync(params IEnumerable<string> alerts)
    {
        await _log.FireAsync(alerts);
        await InTurnAsync(() => _tail.PollAsync(TestContext.Current.CancellationToken));
    }

    private Task<int> ResendAsync(string? key) => InTurnAsync(() =>
    {
        var waiting = _follower!.Resend(key);
        _tail.Pulse();
        return Task.FromResult(waiting);
    });

    private Task<WebhookStatus> StatusAsync() => InTurnAsync(() => Task.FromResult(_follower!.Status));

    private Task<System.Collections.Immutable.ImmutableArray<WebhookDeadLetter>> LettersAsync() => InTurnAsync(() => Task.FromResult(_follower!.DeadLetters));

    private async Task<int> WaitingAsync() => (await LettersAsync()).Count(letter => letter.IsWaiting);

    private Task<T> InTurnAsync<T>(Func<Task<T>> turn) => _turns.StartNew(turn).Unwrap();

    private Task InTurnAsync(Func<Task> turn) => _turns.StartNew(turn).Unwrap();
}

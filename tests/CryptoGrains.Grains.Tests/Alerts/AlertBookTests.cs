using CryptoGrains.Analytics.Rules;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;
using static CryptoGrains.Grains.Tests.Alerts.SampleAlerts;

namespace CryptoGrains.Grains.Tests.Alerts;

/// <summary>The fold and what is planned against it, without grain, store or clock.</summary>
public sealed class AlertBookTests
{
    private static readonly Timestamp Now = Sample.At(500);

    private readonly AlertOptions _options = new();
    private readonly List<JournalLine> _lines = [];
    private AlertBook _book = new();

    [Fact]
    public void What_is_planned_is_what_the_lines_say_when_they_are_read()
    {
        var rule = AddRule();
        Raise(Fired(rule, 1), Fired(rule, 2), Fired(rule, 3), Fired(rule, 4));
        Do(plan => plan.Acknowledge(Fired(rule, 2).AlertId, "ann", "on it"));
        Raise(Resolved(rule, 1), Resolved(rule, 2), Retracted(rule, 3), Retracted(rule, 1));
        var other = AddRule();
        Do(plan => plan.ChangeRule(other with { Name = "Another" }, "bob"));
        Raise(Fired(other, 9));
        Do(plan => plan.DeleteRule(rule.Id, "bob"));

        Assert.Equal(Text(_book), Text(Read(_lines)));
        Assert.Equal(Text(_book), Text(BookSnapshot.Read(BookSnapshot.Write(_book with { Epoch = "e" }))!));
        Assert.Equal(
            "rule-added fired fired fired fired acknowledged resolved resolved retracted retracted rule-added rule-changed fired resolved rule-deleted resolved",
            string.Join(' ', _lines.Select(line => line.Kind)));
    }

    [Fact]
    public void Whatever_comes_again_in_any_order_makes_no_second_line()
    {
        var rule = AddRule();
        var story = Enumerable.Range(1, 20).SelectMany(trade => (RuleEvent[])[Fired(rule, trade), trade % 3 == 0 ? Retracted(rule, trade) : Resolved(rule, trade)]).ToArray();
        Raise(story);
        var lines = _lines.Count;
        for (var from = 0; from < story.Length; from++)
            Raise(story[from..]);
        Raise([.. story.Reverse()]);
        Assert.Equal(lines, _lines.Count);
        Assert.Empty(_book.Open);
    }

    [Fact]
    public void What_never_fired_is_neither_over_nor_taken_back()
    {
        var rule = AddRule();
        Raise(Resolved(rule, 1), Retracted(rule, 1));
        Assert.Single(_lines);
    }

    [Fact]
    public void An_alert_that_is_over_can_still_be_taken_back_once()
    {
        var rule = AddRule();
        Raise(Fired(rule, 1), Resolved(rule, 1), Retracted(rule, 1), Retracted(rule, 1));
        Assert.Equal(["rule-added", "fired", "resolved", "retracted"], _lines.Select(line => line.Kind));
    }

    [Fact]
    public void A_replay_of_more_than_is_remembered_makes_no_second_line_and_what_is_new_does()
    {
        _options.MostRemembered = 10;
        var rule = AddRule();
        var story = Enumerable.Range(1, 100).SelectMany(trade => (RuleEvent[])[Fired(rule, trade), Resolved(rule, trade)]).ToArray();
        Raise(story);
        Raise(story);
        Assert.Equal(1 + 200, _lines.Count);

        Raise(Fired(rule, 101));
        Assert.Single(_book.Open);
        var elsewhere = Fired(rule, 1) with { Instrument = Instrument.Parse("BINANCE:ETHUSDT") };
        Raise(elsewhere);
        Assert.Equal(2, _book.Open.Count);
    }

    [Fact]
    public void Beyond_the_most_open_the_oldest_is_over()
    {
        _options.MostOpen = 3;
        var rule = AddRule();
        Raise([.. Enumerable.Range(1, 5).Select(trade => Fired(rule, trade))]);
        Assert.Equal([5, 4, 3], _book.NewestOpen().Select(alert => int.Parse(alert.Cause["trade:".Length..])));
        Assert.Equal(2, _lines.Count(line => line.Kind == "resolved" && line.By == "node" && System.Text.Encoding.UTF8.GetString(line.Body.Span).Contains("\"because\":\"limit\"")));
    }

    [Fact]
    public void A_rule_is_changed_from_its_version_only_and_its_open_alerts_are_over()
    {
        var rule = AddRule();
        Raise(Fired(rule, 1));
        AlertRule? changed = null;
        Do(plan => changed = plan.ChangeRule(rule with { Name = "New" }, "bob"));
        Assert.Equal((2, "New"), (changed!.Version, changed.Name));
        Assert.Empty(_book.Open);
        Do(plan => Assert.Null(plan.ChangeRule(rule with { Name = "Stale" }, "eve")));
        Assert.Equal("New", _book.Rules[rule.Id].Name);

        // One that still watched the old version: kept, and over at once.
        Raise(Fired(rule, 2));
        Assert.Equal(["fired", "resolved"], _lines.TakeLast(2).Select(line => line.Kind));
        Assert.Empty(_book.Open);
    }

    [Fact]
    public void There_are_never_more_rules_than_the_most()
    {
        _options.MostRules = 2;
        AddRule();
        var second = AddRule();
        Do(plan => Assert.Null(plan.AddRule(Rule with { Id = "third", Version = 1 }, "ann")));
        Do(plan => Assert.True(plan.DeleteRule(second.Id, "ann")));
        Do(plan => Assert.False(plan.DeleteRule(second.Id, "ann")));
        AddRule();
        Assert.Equal(2, _book.Rules.Count);
    }

    [Fact]
    public void Who_acknowledged_first_has()
    {
        var rule = AddRule();
        Raise(Fired(rule, 1));
        var id = Fired(rule, 1).AlertId;
        Do(plan => plan.Acknowledge(id, "ann", null));
        Do(plan => Assert.Equal("ann", plan.Acknowledge(id, "bob", null)!.AcknowledgedBy));
        Do(plan => Assert.Null(plan.Acknowledge("nobody's", "bob", null)));
        Assert.Equal((AlertState.Acknowledged, Now), (_book.Open[id].State, _book.Open[id].AcknowledgedAt));
    }

    [Theory]
    [InlineData("fired", "{}")]
    [InlineData("fired", "[]")]
    [InlineData("rule-added", """{"id":"a"}""")]
    [InlineData("resolved", """{"alert":1}""")]
    public void A_body_that_is_not_what_its_kind_promises_is_damage(string kind, string body) => Assert.Throws<JournalException>(
        () => AlertLines.Read(JournalLine.Write(JournalPosition.Start, Now, new JournalEntry(kind, "rule", System.Text.Encoding.UTF8.GetBytes(body)))));

    [Fact]
    public void A_kind_that_is_not_known_says_nothing() => Assert.Null(
        AlertLines.Read(JournalLine.Write(JournalPosition.Start, Now, new JournalEntry("delivered", "node", "{}"u8.ToArray()))));

    [Fact]
    public void A_snapshot_that_is_damaged_is_none()
    {
        AddRule();
        var whole = BookSnapshot.Write(_book with { Epoch = "e" });
        Assert.NotNull(BookSnapshot.Read(whole));
        for (var length = 0; length < whole.Length; length += 7)
            Assert.Null(BookSnapshot.Read(whole[..length]));
    }

    private AlertRule AddRule()
    {
        var rule = Rule with { Id = $"rule-{_lines.Count}", Version = 1 };
        Do(plan => plan.AddRule(rule, "ann"));
        return rule;
    }

    private void Raise(params RuleEvent[] events) => Do(plan => Array.ForEach(events, plan.Raise));

    private void Do(Action<AlertPlan> wish)
    {
        var plan = new AlertPlan(_book, _options, Now);
        wish(plan);
        foreach (var entry in plan.Entries)
            _lines.Add(JournalLine.Write(_lines.Count == 0 ? JournalPosition.Start : _lines[^1].Position, Now, entry));
        _book = plan.Book with { End = _lines[^1].Position };
    }

    private AlertBook Read(IEnumerable<JournalLine> lines) => lines.Aggregate(
        new AlertBook(), (book, line) => book.With(line.Position, line.Time, line.By, AlertLines.Read(JournalLine.Parse(line.Bytes)), _options.MostRemembered));

    private static string Text(AlertBook book) => System.Text.Encoding.UTF8.GetString(BookSnapshot.Write(book with { Epoch = "e" }).Span);
}

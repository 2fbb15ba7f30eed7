using CryptoGrains.Analytics.Rules;
using CryptoGrains.History.Alerts;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>
/// What is to be written next: the entries of all wishes that one commit will carry, and the book as it will be. Nothing of it holds before
/// the journal has it.
/// </summary>
internal sealed class AlertPlan(AlertBook book, AlertOptions options, Timestamp now)
{
    private const string Rules = "rule";
    private const string Node = "node";

    private readonly List<JournalEntry> _entries = [];

    /// <summary>The book as it will be, but for the hash of its last line.</summary>
    public AlertBook Book { get; private set; } = book;

    /// <summary>The lines to write.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>How many events were passed over.</summary>
    public int Repeated { get; private set; }

    /// <summary>Begins the numbering.</summary>
    public void Begin(string epoch) => Add(new Began(epoch), Node);

    /// <summary>Takes in what a rule saw, unless that is known.</summary>
    public void Raise(RuleEvent seen)
    {
        var id = seen.AlertId;
        var isOpen = Book.Open.TryGetValue(id, out var alert);
        switch (seen.Kind)
        {
            case RuleEventKind.Fired when !isOpen && !Book.Closed.Knows(id, seen.Instrument, seen.At):
                Fire(id, seen);
                break;
            case RuleEventKind.Resolved when isOpen:
                Add(new Resolved(AlertReference.To(alert!), seen.At, ResolvedBecause.Condition, seen.Saw), Rules);
                break;
            case RuleEventKind.Retracted when isOpen || (Book.Closed.ById.TryGetValue(id, out var closed) && !closed.IsRetracted):
                Add(new Retracted(new AlertReference(id, seen.RuleId, seen.Instrument), seen.At, seen.Saw), Rules);
                break;
            default:
                Repeated++;
                break;
        }
    }

    /// <summary>Adds a rule under a new id; null where there are too many.</summary>
    public AlertRule? AddRule(AlertRule rule, string by)
    {
        if (Book.Rules.Count >= options.MostRules)
            return null;

        Add(new RuleKept(rule), by, isNewRule: true);
        return rule;
    }

    /// <summary>Changes a rule from the version that it names; null where it is not that one any more.</summary>
    public AlertRule? ChangeRule(AlertRule rule, string by)
    {
        if (Book.Rules.GetValueOrDefault(rule.Id)?.Version != rule.Version)
            return null;

        var changed = rule with { Version = rule.Version + 1 };
        Add(new RuleKept(changed), by);
        ResolveAll(rule.Id, ResolvedBecause.RuleChanged, by);
        return changed;
    }

    /// <summary>Deletes a rule.</summary>
    public bool DeleteRule(string id, string by)
    {
        if (Book.Rules.GetValueOrDefault(id) is not { } rule)
            return false;

        Add(new RuleDeleted(id, rule.Version), by);
        ResolveAll(id, ResolvedBecause.RuleDeleted, by);
        return true;
    }

    /// <summary>Notes that somebody has seen an open alert; null where there is none of that id. Seen twice is seen by the first.</summary>
    public Alert? Acknowledge(string id, string by, string? note)
    {
        if (Book.Open.GetValueOrDefault(id) is not { } alert)
            return null;
        if (alert.State == AlertState.Firing)
            Add(new Acknowledged(AlertReference.To(alert), note), by);
        return Book.Open[id];
    }

    private void Fire(string id, RuleEvent seen)
    {
        if (Book.Open.Count >= options.MostOpen)
            Resolve(Book.Open[Book.OpenInOrder.First().Value], ResolvedBecause.Limit, Node);

        var rule = Book.Rules.GetValueOrDefault(seen.RuleId);
        var alert = new Alert
        {
            Id = id,
            RuleId = seen.RuleId,
            RuleVersion = seen.RuleVersion,
            RuleName = rule?.Name ?? seen.RuleId,
            Severity = rule?.Severity ?? AlertSeverity.Warning,
            Instrument = seen.Instrument,
            Cause = seen.Cause,
            Saw = seen.Saw,
            State = AlertState.Firing,
            FiredAt = seen.At,
            Seq = Book.End.Seq + 1,
        };
        Add(new Fired(alert), Rules);

        // The rule was there when it fired; as it is gone, nobody else will say that this is over.
        if (rule?.Version != seen.RuleVersion)
            Resolve(alert, rule is null ? ResolvedBecause.RuleDeleted : ResolvedBecause.RuleChanged, Node);
    }

    private void ResolveAll(string ruleId, string because, string by)
    {
        foreach (var alert in Book.Open.Values.Where(alert => alert.RuleId == ruleId).OrderBy(alert => alert.Seq).ToList())
            Resolve(alert, because, by);
    }

    private void Resolve(Alert alert, string because, string by) => Add(new Resolved(AlertReference.To(alert), now, because, []), by);

    private void Add(AlertChange change, string by, bool isNewRule = false)
    {
        _entries.Add(AlertLines.Write(change, by, isNewRule));
        Book = Book.With(Book.End with { Seq = Book.End.Seq + 1 }, now, by, change, options.MostRemembered);
    }
}

namespace CryptoGrains.History.Alerts;

/// <summary>A place in the journal: after a line.</summary>
/// <param name="Seq">The line's number; 0 before the first.</param>
/// <param name="Hash">The line's hash, which the next one names; 64 zeros before the first.</param>
public readonly record struct JournalPosition(long Seq, string Hash)
{
    /// <summary>Before the first line.</summary>
    public static readonly JournalPosition Start = new(0, new string('0', 64));
}

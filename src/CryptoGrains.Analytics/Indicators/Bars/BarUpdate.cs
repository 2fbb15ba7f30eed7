namespace CryptoGrains.Analytics.Indicators;

/// <summary>What a bar meant to the series that it was given to.</summary>
public enum BarUpdate
{
    /// <summary>It is the newest bar now: the one that runs.</summary>
    Appended,

    /// <summary>It took the place of the newest bar.</summary>
    Replaced,

    /// <summary>It took the place of an earlier bar, or came between two: what follows it was computed anew.</summary>
    Revised,

    /// <summary>The series has just this bar: nothing changed.</summary>
    Unchanged,

    /// <summary>It lies further back than the series can go: nothing changed. Only a series fed anew can have it.</summary>
    TooOld,
}

namespace CryptoGrains.LocalRuntime;

/// <summary>Something for an activation to do as a turn of its own: a call, or a tick of a timer.</summary>
internal abstract class Request
{
    /// <summary>The one behind it in a <see cref="RequestQueue"/>.</summary>
    public Request? Next { get; set; }

    /// <summary>Whether it may start while any other request awaits something.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>Whether it may start while others of the same kind await something.</summary>
    public abstract bool IsReadOnly { get; }

    /// <summary>Whether it counts as use of the grain.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Whether a full mailbox refuses it.</summary>
    public abstract bool IsBounded { get; }

    /// <summary>
    /// Runs it on a grain or an observer. It never throws: what went wrong is reported to whoever asked, and returned.
    /// </summary>
    public abstract ValueTask<Exception?> RunAsync(object target);

    /// <summary>Reports that it can't be run.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Sends it on, because the activation that held it has ended.</summary>
    public abstract void Resend();
}

namespace CryptoGrains.Columnar.Tests.Storage;

/// <summary>A clock that a test sets.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>The moment it shows.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Goes on.</summary>
    public void Advance(TimeSpan by) => Now += by;
}

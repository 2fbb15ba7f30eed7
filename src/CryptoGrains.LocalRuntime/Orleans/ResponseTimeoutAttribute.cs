namespace Orleans;

/// <summary>How long callers of a grain interface's method wait for an answer, in place of the runtime's own limit.</summary>
/// <param name="timeout">A time, such as <c>00:00:05</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout);
}

namespace Orleans.Runtime;

/// <summary>A call was refused because a limit is reached; it has not run.</summary>
public sealed class LimitExceededException(string message) : OrleansException(message);

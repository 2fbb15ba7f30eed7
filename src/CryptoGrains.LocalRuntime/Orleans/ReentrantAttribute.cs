namespace Orleans.Concurrency;

/// <summary>
/// On a grain class: a call may start while others of the same activation await something. Still one turn at a time.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

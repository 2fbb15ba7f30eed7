namespace Orleans.Concurrency;

/// <summary>On a grain interface's method that changes nothing: its calls may interleave with one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

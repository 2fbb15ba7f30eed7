namespace Orleans.Concurrency;

/// <summary>On a grain interface's method: its calls may start while any other call of the activation awaits something.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

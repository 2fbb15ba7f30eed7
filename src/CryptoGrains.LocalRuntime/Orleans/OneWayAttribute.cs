namespace Orleans.Concurrency;

/// <summary>
/// On an interface's method without result: the caller does not wait, and hears neither of success nor of failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

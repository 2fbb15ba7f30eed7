using System.Reflection;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// A reference to a grain or an observer: turns method calls into requests. References to the same target are equal.
/// </summary>
internal class GrainReference : DispatchProxy
{
    private GrainInterface? _interface;

    public ICallTarget Target { get; private set; } = null!;

    /// <summary>Makes a reference to nothing, by reflection.</summary>
    public static GrainReference MakeBlank(GrainInterface described)
    {
        var reference = (GrainReference)Create(described.Type, typeof(GrainReference));
        reference._interface = described;
        return reference;
    }

    /// <summary>Makes a reference by copying the interface's blank one, which takes no reflection.</summary>
    public static object Make(GrainInterface described, ICallTarget target)
    {
        var reference = (GrainReference)described.Blank.MemberwiseClone();
        reference.Target = target;
        return reference;
    }

    public override bool Equals(object? obj) => obj is GrainReference other && Target.Equals(other.Target);

    public override int GetHashCode() => Target.GetHashCode();

    public override string ToString() => Target.ToString()!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _interface![targetMethod!].Call(Target, args ?? []);
}

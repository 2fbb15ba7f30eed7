using System.Reflection;

namespace CryptoGrains.LocalRuntime;

/// <summary>A method with a result of this type.</summary>
internal sealed class GrainMethod<TResult>(MethodInfo method, TimeSpan timeout) : GrainMethod(method, timeout)
{
    private readonly Type _returned = method.ReturnType;

    public override object Call(ICallTarget target, object?[] arguments)
    {
        CheckReferences(arguments);
        var call = new Call<TResult>(this, target, arguments);
        call.Send();
        var answer = IsOneWay ? Task.CompletedTask : call.Answer;
        if (_returned.IsAssignableTo(typeof(Task)))
            return answer;

        return _returned == typeof(ValueTask) ? new ValueTask(answer) : new ValueTask<TResult>(call.Answer);
    }
}

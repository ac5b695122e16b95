using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Evaluates the arguments of a constructor call written as an expression. Constants and captured variables, nearly all there is, need no compiler.</summary>
internal static class ExpressionArguments
{
    public static object[] Of(NewExpression creation)
    {
        var arguments = new object[creation.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = Evaluate(creation.Arguments[i]);
        return arguments;
    }

    private static object Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
        _ => Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}

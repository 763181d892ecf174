using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Koppel.Cli.Faults;

/// <summary>
/// The code of a fault of Koppel itself, such as <c>K-4M7Q0Z</c>. It is made of the exception's type and of the first method of Koppel on
/// its stack, and of nothing else: the same fault has the same code on every machine and with every input.
/// </summary>
static class FaultCode
{
    // Crockford's alphabet: no letter that is taken for a digit when somebody reads the code aloud.
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 6;

    /// <summary>The code.</summary>
    public static string Of(Exception fault)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(MadeOf(fault)));
        return "K-" + string.Create(Length, digest, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Alphabet[bytes[i] % Alphabet.Length];
        });
    }

    /// <summary>What the code is made of, such as <c>System.FormatException at Koppel.Engine.Execution.RowStream.Row</c>.</summary>
    public static string MadeOf(Exception fault) => $"{Root(fault).GetType().FullName} at {Place(Root(fault))}";

    /// <summary>The fault itself, without what only wraps it.</summary>
    public static Exception Root(Exception fault)
    {
        while (fault is AggregateException or TargetInvocationException or TypeInitializationException && fault.InnerException is { } inner)
            fault = inner;
        return fault;
    }

    /// <summary>The first method of Koppel on the stack; when there is none, the first of all.</summary>
    static string Place(Exception fault)
    {
        var methods = new StackTrace(fault, fNeedFileInfo: false).GetFrames().Select(f => f.GetMethod()).OfType<MethodBase>().ToList();
        var own = methods.Find(m => m.DeclaringType?.FullName?.StartsWith("Koppel.", StringComparison.Ordinal) == true);
        return (own ?? methods.FirstOrDefault()) is { } method ? Name(method) : "no method";
    }

    /// <summary>
    /// A method as it stands in the source: the compiler gives lambdas and async methods types and names of their own, with numbers that
    /// change.
    /// </summary>
    static string Name(MethodBase method)
    {
        var name = method.Name;
        var type = method.DeclaringType;
        while (type?.DeclaringType is { } outer && type.Name.StartsWith('<'))
        {
            if (Inner(type.Name) is { Length: > 0 } written) name = written;
            type = outer;
        }

        if (Inner(name) is { Length: > 0 } inner) name = inner;
        return type is null ? name : $"{type.FullName}.{name}";
    }

    static string Inner(string name) =>
        name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : "";
}

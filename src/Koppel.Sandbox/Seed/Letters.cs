namespace Koppel.Sandbox.Seed;

/// <summary>Names as they stand in mail addresses: small, without accents, blanks and apostrophes.</summary>
internal static class Letters
{
    const string Accented = "áàâäåãçéèêëíìîïıłńñóòôöõøřśşúùûüýżźœęąć";
    const string Bare = "aaaaaaceeeeiiiiilnnoooooorssuuuuyzzoeac";

    public static string Plain(string name) => string.Concat(name.ToLowerInvariant().Select(letter => letter switch
    {
        'ß' => "ss",
        'æ' => "ae",
        (>= 'a' and <= 'z') or '-' => letter.ToString(),
        _ => Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place ? Bare[place].ToString() : "",
    }));
}

using Nonolive.Pipeline.Errors;

namespace Nonolive.Infra.Preview;

internal static class PreviewErrors
{
    public static UserErrorException NotARegistration(string path, Exception inner) =>
        new(ErrorCode.NotARegistration, $"{path} is no saved registration of a stack: {inner.Message}", "Save one: ./nono preview --stack prod --save FILE", inner: inner);

    public static UserErrorException Duplicates(string stack, IEnumerable<string> keys) =>
        new(ErrorCode.DuplicateRegistration, $"The program registers more than one resource of one type and name in stack '{stack}': {string.Join(", ", keys)}.", "Give each its own name.");
}

// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/codelanguage.h"
#include "ui/answer/highlighter.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestCodeLanguage : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void whatAFenceSaysIsShown();
    void guesses_data();
    void guesses();
    void sureWhileGrowing();
    void neverGuessed_data();
    void neverGuessed();
    void highlightsLikeAtOnce();
    void leavesLongLinesPlain();
    void legible();
    void patchesAreGreenAndRed();
};

void TestCodeLanguage::names_data()
{
    QTest::addColumn<QString>("info");
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QString>("title");

    const auto row = [](const char *info, const char *definition, const char *title = nullptr) {
        QTest::newRow(info) << QString::fromUtf8(info) << QString::fromUtf8(definition)
                            << QString::fromUtf8(title ? title : definition);
    };
    for (const char *python : {"python", "Python", "PYTHON", "py", "python3", "py3", " python ",
                               "python title=\"x.py\"", "{.python .numbers}", "{python}", "language-python", "lang-py",
                               "python:main.py", "python,linenos", "main.py", "pycon"})
        row(python, "Python");
    row("js", "JavaScript");
    row("mjs", "JavaScript");
    row("javascript {1,3-5}", "JavaScript");
    row("jsx", "JavaScript React (JSX)", "JSX");
    row("ts", "TypeScript");
    row("tsx", "TypeScript React (TSX)", "TSX");
    row("sh", "Bash", "Shell");
    row("shell", "Bash", "Shell");
    row("bash", "Bash");
    row("console", "Bash", "Console");
    row("c", "C");
    row("c++", "C++");
    row("cpp", "C++");
    row("hpp", "C++");
    row("cs", "C#");
    row("csharp", "C#");
    row("yml", "YAML");
    row("yaml", "YAML");
    row("json", "JSON");
    row("jsonc", "JSON");
    row("toml", "TOML");
    row("dockerfile", "Dockerfile");
    row("Dockerfile", "Dockerfile");
    row("docker", "Dockerfile");
    row("proto", "Protobuf");
    row("tf", "Terraform");
    row("hcl", "Terraform", "HCL");
    row("ps1", "PowerShell");
    row("powershell", "PowerShell");
    row("objc", "Objective-C");
    row("kt", "Kotlin");
    row("kotlin", "Kotlin");
    row("rs", "Rust");
    row("golang", "Go");
    row("go", "Go");
    row("md", "Markdown");
    row("r", "R Script", "R");
    row("rb", "Ruby");
    row("php", "PHP (HTML)", "PHP");
    row("html", "HTML");
    row("xml", "XML");
    row("css", "CSS");
    row("sql", "SQL");
    row("postgresql", "SQL (PostgreSQL)", "SQL");
    row("diff", "Diff");
    row("makefile", "Makefile");
    row("cmake", "CMake");
    row("swift", "Swift");
    row("java", "Java");
    row("hs", "Haskell");
    row("text", "", "Text");
    row("text/plain", "", "Text");
    row("plaintext", "", "Text");
    row("none", "", "Text");
    row("mermaid", "", "mermaid");
    row("no-such-language", "", "no-such-language");
    row("", "", "");
    row("   ", "", "");
    row("{}", "", "");
}

void TestCodeLanguage::names()
{
    QFETCH(const QString, info);
    QFETCH(const QString, definition);
    QFETCH(const QString, title);
    const CodeLanguage language = codeLanguage(info);
    QCOMPARE(language.definition, definition);
    QCOMPARE(language.title, title);
}

void TestCodeLanguage::whatAFenceSaysIsShown()
{
    const auto title = [](const QString &info) { return codeTitle(info, codeLanguage(info)); };
    QCOMPARE(title({}), u"Code"_s);
    QCOMPARE(title(u" py "_s), u"Python"_s);
    QCOMPARE(title(u"c++"_s), u"C++"_s);
    QCOMPARE(title(u"python title=\"x.py\" {1,3}"_s), u"Python · python title=\"x.py\" {1,3}"_s);
    QCOMPARE(title(u"main.py"_s), u"Python · main.py"_s);
    QCOMPARE(title(u"{}"_s), u"Code · {}"_s);
    QCOMPARE(title(u"py \u202egpj"_s), u"Python · py ‹U+202E›gpj"_s);
    QVERIFY(title(u"py "_s.repeated(10'000)).size() < 1'000);
}

void TestCodeLanguage::guesses_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("definition");

    QTest::newRow("object") << u"{\n  \"a\": [1, 2]\n}\n"_s << u"JSON"_s;
    QTest::newRow("list of objects") << u"[{\"a\": 1}]"_s << u"JSON"_s;
    QTest::newRow("shell") << u"#!/bin/sh\necho hi\n"_s << u"Bash"_s;
    QTest::newRow("env") << u"#!/usr/bin/env python3\nprint()\n"_s << u"Python"_s;
    QTest::newRow("env with options") << u"#!/usr/bin/env -S node --test\n"_s << u"JavaScript"_s;
    QTest::newRow("version") << u"#!/usr/local/bin/python3.12 -u\n"_s << u"Python"_s;
    QTest::newRow("xml") << u"<?xml version=\"1.0\"?>\n<a/>"_s << u"XML"_s;
    QTest::newRow("html") << u"<!DOCTYPE html>\n<html>"_s << u"HTML"_s;
    QTest::newRow("html in small letters") << u"\n<!doctype html>\n<html>"_s << u"HTML"_s;
    QTest::newRow("git's diff") << u"diff --git a/x.c b/x.c\nindex 1..2\n"_s << u"Diff"_s;
    QTest::newRow("diff") << u"--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n+b\n"_s << u"Diff"_s;
    QTest::newRow("hunk") << u"@@ -1 +1 @@ int main()\n-a\n+b\n"_s << u"Diff"_s;
    QTest::newRow("query") << u"SELECT a, count(*)\nFROM t\nWHERE b = 1;"_s << u"SQL"_s;
    QTest::newRow("table") << u"CREATE TABLE t (\n  id INTEGER\n);"_s << u"SQL"_s;
    QTest::newRow("update") << u"UPDATE t SET a = 1 WHERE b = 2;"_s << u"SQL"_s;
    QTest::newRow("Python") << u"import os\n\ndef main(args):\n    print(os.name)\n"_s << u"Python"_s;
    QTest::newRow("Python class") << u"from abc import ABC\n\nclass A(ABC):\n    pass\n"_s << u"Python"_s;
    QTest::newRow("typed Python") << u"import asyncio\nasync def f(x: int) -> str:\n    return ''\n"_s << u"Python"_s;
}

void TestCodeLanguage::guesses()
{
    QFETCH(const QString, code);
    QFETCH(const QString, definition);
    QCOMPARE(guessedLanguage(code, true).definition, definition);
}

void TestCodeLanguage::sureWhileGrowing()
{
    QCOMPARE(guessedLanguage(u"#!/bin/bash\nec", false).definition, u"Bash"_s);
    QCOMPARE(guessedLanguage(u"diff --git a/x b/x\n", false).definition, u"Diff"_s);
    QCOMPARE(guessedLanguage(u"{\"a\": 1}", false), CodeLanguage());
    QCOMPARE(guessedLanguage(u"SELECT a FROM t", false), CodeLanguage());
}

void TestCodeLanguage::neverGuessed_data()
{
    QTest::addColumn<QString>("code");

    QTest::newRow("nothing") << QString();
    QTest::newRow("prose") << u"Select the best wine from the list. Import it, then def: it."_s;
    QTest::newRow("prose like SQL") << u"SELECT carefully whom you take advice."_s;
    QTest::newRow("prose like SQL in small letters") << u"select a friend from your list"_s;
    QTest::newRow("prose with UPDATE") << u"UPDATE: the server is set up"_s;
    QTest::newRow("a command") << u"$ npm install\nadded 3 packages"_s;
    QTest::newRow("numbers") << u"[1, 2, 3]"_s;
    QTest::newRow("a string") << u"\"text\""_s;
    QTest::newRow("a set") << u"{1, 2, 3}"_s;
    QTest::newRow("an empty object") << u"{}"_s;
    QTest::newRow("JSON with an end missing") << u"{\"a\": 1"_s;
    QTest::newRow("two JSON objects") << u"{\"a\": 1}\n{\"a\": 2}"_s;
    QTest::newRow("JavaScript's object") << u"{ a: 1 }"_s;
    QTest::newRow("CSS") << u"{ color: red; }"_s;
    QTest::newRow("import alone") << u"import os\nimport sys\n"_s;
    QTest::newRow("definition alone") << u"def f(x):\n    return x\n"_s;
    QTest::newRow("Ruby") << u"require 'a'\ndef f(x)\n  x\nend\n"_s;
    QTest::newRow("Java's import") << u"import java.util.List;\nclass A {}\n"_s;
    QTest::newRow("Scala") << u"import scala.util.Try\ndef f(x: Int): Int = x\n"_s;
    QTest::newRow("an at sign") << u"@@ see above @@"_s;
    QTest::newRow("a comment") << u"# a heading\n--- a line\n+++ another"_s;
    QTest::newRow("diff as a word") << u"diff a.txt b.txt"_s;
    QTest::newRow("a picture of boxes") << u"+---+\n| a |\n+---+"_s;
    QTest::newRow("an unknown interpreter") << u"#!/opt/thing/run\n"_s;
    QTest::newRow("a word like an interpreter") << u"#!important"_s;
    QTest::newRow("HTML in pieces") << u"<div>a</div>"_s;
    QTest::newRow("generic") << u"<T>(x: T) => x"_s;
}

void TestCodeLanguage::neverGuessed()
{
    QFETCH(const QString, code);
    QCOMPARE(guessedLanguage(code, true).definition, QString());
}

// A line that is dropped and added again comes out the same, whatever state stood before it.
void TestCodeLanguage::highlightsLikeAtOnce()
{
    const QStringList lines{u"x = '''"_s, u"def in_a_string():"_s, u"'''"_s, u"def f(): # note"_s, u"    return 1"_s};
    const auto spans = [](const Highlighter &highlighter) {
        QList<QList<HighlightSpan>> all;
        for (qsizetype i = 0; i < highlighter.lineCount(); ++i)
            all.append(QList<HighlightSpan>(highlighter.spans(i).begin(), highlighter.spans(i).end()));
        return all;
    };
    Highlighter whole;
    whole.setLanguage(u"Python"_s);
    for (const QString &line : lines)
        whole.addLine(line);
    QCOMPARE(spans(whole).at(1).size(), 1);  // one string
    QVERIFY(spans(whole).at(3).size() >= 2); // a keyword and a comment
    QVERIFY(whole.isWarm());

    Highlighter growing;
    growing.setLanguage(u"Python"_s);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        growing.addLine(lines.at(i).first(1));
        growing.dropFrom(i);
        growing.addLine(lines.at(i));
    }
    QCOMPARE(spans(growing), spans(whole));
    growing.dropFrom(1);
    QCOMPARE(growing.lineCount(), 1);
    for (const QString &line : lines.sliced(1))
        growing.addLine(line);
    QCOMPARE(spans(growing), spans(whole));
}

void TestCodeLanguage::leavesLongLinesPlain()
{
    Highlighter highlighter;
    highlighter.setLanguage(u"Python"_s);
    highlighter.addLine(QString(u"def f(): "_s).repeated(1000));
    highlighter.addLine(u"def f():");
    QVERIFY(highlighter.spans(0).empty());
    QVERIFY(!highlighter.spans(1).empty());
}

void TestCodeLanguage::legible()
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::setScheme(scheme);
        const Theme::Colors &colors = Theme::colors();
        const double ground = luminance(colors.code);
        for (int style = 0; style < Highlighter::styleCount; ++style) {
            const double ink = luminance(Highlighter::color(style, colors));
            const double contrast = (std::max(ink, ground) + 0.05) / (std::min(ink, ground) + 0.05);
            QVERIFY2(contrast >= 4.5, qPrintable(u"style %1: %2"_s.arg(style).arg(contrast)));
        }
    }
}

void TestCodeLanguage::patchesAreGreenAndRed()
{
    Highlighter highlighter;
    highlighter.setLanguage(u"Diff"_s);
    highlighter.addLine(u"- removed");
    highlighter.addLine(u"+ added");
    for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        Theme::setScheme(scheme);
        const QColor removed = Highlighter::color(highlighter.spans(0).front().style, Theme::colors());
        const QColor added = Highlighter::color(highlighter.spans(1).front().style, Theme::colors());
        QVERIFY(removed.red() > removed.green());
        QVERIFY(added.green() > added.red());
    }
}

QTEST_MAIN(TestCodeLanguage)
#include "tst_codelanguage.moc"

"""First names that are seldom surnames: they tell a list « Le Goff, Marie » from a list « Marie, Framasoft »."""

from __future__ import annotations

from palabre.pure.minutes.text.folded_lines import fold

KNOWN = frozenset(
    """
    abdel abdou adama adele adeline adrien agathe agnes ahmed aicha aissa aissatou alain alban alex alexandra
    alexandre alexis ali alice aline alix alizee amandine amelie amina amine ana anais andrea andree ange angele
    angelique anita anna anne annick annie antoine antoinette anton antonin ariane arnaud arthur astrid aude audrey
    aurelie aurelien aurore awa axel axelle baptiste bastien beatrice benedicte benoit berenice bertrand bilal
    blandine boris brice brigitte bruno camille carine carla carole caroline catherine cecile cedric celeste celia
    celine chantal charlene charles charlotte chiara chloe christelle christian christiane christine christophe
    claire clara clarisse claude claudine clemence clement clementine cleo clotilde colette coline constance coralie
    corentin corinne cyril cyrille damien daniele danielle danny daphne deborah delphine denise diane didier dimitri
    djamila dominique dorothee edith edouard elena eleonore eliane eliott elisa elisabeth elise ella elodie eloi
    eloise elsa emeline emile emilie emma emmanuel emmanuelle enora enzo erell eric erwan esteban estelle esther
    etienne eugenie eva eve evelyne fabien fabienne fabrice fanny fatima fatou fatoumata felicie felix ferdinand
    fiona flavie flora florence florent florian floriane francine franck francois francoise frederic frederique
    gabriel gabrielle gael gaelle gaetan genevieve geraldine ghislaine gilles gisele guillaume gwenael gwenaelle
    gwenn hakim hamid hassan helene heloise herve hugo ibrahim ida ines ingrid irene iris isabelle ismael jacqueline
    jade jamila jean jeanne jeannine jennifer jeremie jeremy jerome jessica joachim joel joelle johanna jonas
    jonathan josette josiane judith jules julia julie julien juliette justine karim karine katell katia kevin
    khadija killian laetitia lamine lara laura laure laurence laurine lea leila lena leo leon leonie lila lilian
    liliane lina line lisa lise loic lou louisa louise luc lucas lucie lucien lucienne ludivine ludovic lydia lydie
    madeleine mado mael maelle magali mai malik malo mamadou manon marc marcelle margaux margot marguerite maria
    mariam mariama marianne marie marielle marina marine marion marjorie marlene marthe mathieu mathilde mathis
    matteo matthieu maud maxence maxime mehdi melanie melina melissa melodie michele micheline mickael milena
    mireille mohamed mohammed moira monique morgane moussa murielle myriam nabil nadege nadia nadine naima nathalie
    nathan nicolas nicole nina noe noelle noemie nolwenn nora odette odile olga olivia olivier omar oriane oscar
    ousmane pablo paola pascale patricia patrick paul paule pauline perrine philippe pierre pierrick quentin rachel
    rachid raphaelle regine rene renee roland romain romane rosalie rose ruben sabine sabrina sacha salome samia
    samira samuel sandra sandrine sara sarah sebastien selma serge severine sidonie simone sofia soizic solange
    solene solenn solenne sonia sophie soraya stephane stephanie suzanne suzie sylvain sylvie tatiana thea theo
    therese thibault thierry tiphaine tristan ulysse valentine valerie vanessa vera veronique victoire viviane
    wassim xavier yacine yael yann yannick yasmina yasmine ylan yohan yolande youssef yvan yves yvette yvonne zelie
    zineb zoe zohra
    """.split()  # noqa: SIM905
)


def is_first_name(word: str) -> bool:
    """Return whether the word, or the first of a double one (« Marie-Jo »), is a common first name."""
    return fold(word).split("-")[0] in KNOWN
